package report

import (
	"io"

	"github.com/buildctx/buildctx/cmd/internal/verify"
)

type (
	jsonVerified struct {
		Version        int              `json:"version"`
		Tool           jsonTool         `json:"tool"`
		Builder        string           `json:"builder"`
		BuilderVersion string           `json:"builder_version"`
		Client         string           `json:"client"`
		Agrees         bool             `json:"agrees"`
		Figures        []jsonVerifiable `json:"figures"`
		Agreed         int              `json:"agreed"`
		Unseen         int              `json:"unseen"`
		Missing        []jsonPlace      `json:"missing"`
		Extra          []jsonPlace      `json:"extra"`
		Differ         []jsonDifference `json:"differ"`
		Refused        string           `json:"refused"`
		Unknowns       []string         `json:"unknowns"`
		LeftBehind     []string         `json:"left_behind"`
	}
	jsonVerifiable struct {
		Context       string `json:"context"`
		Step          string `json:"step"`
		PredictedCold *int64 `json:"predicted_cold"`
		ActualCold    *int64 `json:"actual_cold"`
		PredictedWarm *int64 `json:"predicted_warm"`
		ActualWarm    *int64 `json:"actual_warm"`
	}
	jsonPlace struct {
		Context string `json:"context"`
		jsonPath
	}
	jsonDifference struct {
		jsonPlace
		What           string `json:"what"`
		Predicted      string `json:"predicted"`
		PredictedBytes string `json:"predicted_bytes,omitempty"`
		Actual         string `json:"actual"`
		ActualBytes    string `json:"actual_bytes,omitempty"`
	}
)

// VerifyJSON is for programs. What is null in a figure is not known.
func VerifyJSON(w io.Writer, v *verify.Outcome, o Options) error {
	out := jsonVerified{
		Version: 1, Tool: jsonTool{Name: "buildctx", Version: o.Version},
		Builder: v.Builder, BuilderVersion: v.Version, Client: v.Client, Agrees: v.Agrees(),
		Figures: []jsonVerifiable{}, Agreed: v.Agreed, Unseen: v.Unseen,
		Missing: placesJSON(v.Missing), Extra: placesJSON(v.Extra), Differ: []jsonDifference{},
		Refused: v.Refused, Unknowns: append([]string{}, v.Unknowns...), LeftBehind: append([]string{}, v.Left...),
	}
	for _, f := range v.Figures {
		out.Figures = append(out.Figures, jsonVerifiable{
			Context: f.Context, Step: f.Step,
			PredictedCold: figure(f.PredictedCold), ActualCold: figure(f.ActualCold),
			PredictedWarm: figure(f.PredictedWarm), ActualWarm: figure(f.ActualWarm),
		})
	}
	for _, d := range v.Differ {
		out.Differ = append(out.Differ, jsonDifference{
			jsonPlace: placeJSON(d.Place), What: d.What,
			Predicted: d.Predicted, PredictedBytes: bytesJSON(d.Predicted), Actual: d.Actual, ActualBytes: bytesJSON(d.Actual),
		})
	}
	return encode(w, out)
}

func placeJSON(p verify.Place) jsonPlace {
	return jsonPlace{Context: p.Context, jsonPath: pathJSON(p.Path)}
}

func placesJSON(places []verify.Place) []jsonPlace {
	out := []jsonPlace{}
	for _, p := range places {
		out = append(out, placeJSON(p))
	}
	return out
}
