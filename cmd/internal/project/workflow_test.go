package project

import "testing"

func TestRemoteSteps(t *testing.T) {
	const head = "on: push\njobs:\n  a:\n    steps:\n"
	for text, want := range map[string]int{
		"      - uses: docker/build-push-action@v6\n":                                                                 1,
		"      - { uses: Docker/Build-Push-Action@v6 }\n":                                                             1,
		"      - \"uses\": docker/build-push-action@v6\n        with:\n          push: true\n":                        1,
		"      - uses: docker/build-push-action@v6\n        env:\n          context: x\n":                             1,
		"      - uses: docker/build-push-action@v6\n        with:\n          build-args: |\n            context: x\n": 1,
		"      - uses: docker/build-push-action@v6\n        with: { context: ., push: true }\n":                       0,
		"      - uses: docker/build-push-action@v6\n        with:\n          \"context\": .\n":                        0,
		"      - uses: docker/build-push-action@v1\n":                                                                 0,
		"      - run: |\n          - uses: docker/build-push-action@v6\n":                                             0,
		"      - uses: docker/build-push-action@v6\n        with: [\n":                                                0,
	} {
		if got := RemoteSteps([]byte(head + text)); len(got) != want {
			t.Errorf("%q: %d steps, want %d", text, len(got), want)
		} else if want > 0 && got[0].Line < 5 {
			t.Errorf("%q: line %d", text, got[0].Line)
		}
	}
}
