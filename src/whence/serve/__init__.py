"""The faces: what people and programs meet. One folder a face."""
