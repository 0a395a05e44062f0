"""A picture of one's own: drawn pixel by pixel, pasted or opened, and the sheet on which the network answers it."""
