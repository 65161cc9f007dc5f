"""The name tagger that is shipped: a small encoder as int8 ONNX, and its word pieces."""
