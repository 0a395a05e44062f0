"""The parts a session is made of: its data in batches, its epoch, its drawing, what an edit keeps."""
