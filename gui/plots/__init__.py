"""Pictures of numbers: the decision boundary and the loss."""
