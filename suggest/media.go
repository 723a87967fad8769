package suggest

// mediaFiles finds video and sound that weighs much.
var mediaFiles = &Heuristic{
	ID:       "media",
	Title:    "large video and sound",
	Category: Media,
	Names: []Name{
		{Pattern: "*.mp4", Type: File, Why: "video", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.m4v", Type: File, Why: "video", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.mov", Type: File, Why: "video", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.mkv", Type: File, Why: "video", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.avi", Type: File, Why: "video", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.webm", Type: File, Why: "video", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.mpg", Type: File, Why: "video", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.wmv", Type: File, Why: "video", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.wav", Type: File, Why: "sound", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.flac", Type: File, Why: "sound", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.mp3", Type: File, Why: "sound", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.aiff", Type: File, Why: "sound", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.psd", Type: File, Why: "image in work", Trust: Kept, Min: 5 * heavy},
		{Pattern: "*.tiff", Type: File, Why: "image", Trust: Kept, Min: 5 * heavy},
	},
	Run:   byTrust,
	whole: true,
}
