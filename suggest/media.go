package suggest

// mediaFiles finds video and sound that weighs much.
var mediaFiles = &Heuristic{
	ID:       "media",
	Title:    "large video and sound",
	Category: Media,
	Run:      byProof,
	whole:    true,
}
