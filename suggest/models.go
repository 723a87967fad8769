package suggest

// modelFiles finds trained models.
var modelFiles = &Heuristic{
	ID:       "models",
	Title:    "trained models that git does not track",
	Category: Model,
	Names: []Name{
		{Pattern: "*.safetensors", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.gguf", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.ggml", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.pt", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.pth", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.ckpt", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.onnx", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.tflite", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.keras", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.mlmodel", Type: File, Why: "model", Trust: Payload, Min: heavy},
		{Pattern: "*.joblib", Type: File, Why: "model", Trust: Kept, Min: heavy},
		{Pattern: "*.pkl", Type: File, Why: "pickled objects", Trust: Kept, Min: heavy},
		{Pattern: "*.pickle", Type: File, Why: "pickled objects", Trust: Kept, Min: heavy},
		{Pattern: "*.bin", Type: File, Why: "model or other binary", Trust: Kept, Min: huge},
		{Pattern: "*.pb", Type: File, Why: "model or other binary", Trust: Kept, Min: huge},
	},
	Run:   byTrust,
	whole: true,
}
