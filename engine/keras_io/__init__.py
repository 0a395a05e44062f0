"""What Chainrule exchanges with Keras and TensorFlow; both are imported only when they are asked for."""
