"""multilingual-e5-small in 8 bits: weights, tokenizer and ONNX graphs, prepared once and run on the CPU."""
