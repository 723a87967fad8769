// Package predict says what a container builder does with a build: what it
// sends, for which instruction, where it stops, and what it does silently. A
// [Prediction] is a pure value: it reads nothing, asks nothing, and answers
// "what if?" for any other ignore file by [Prediction.Under].
//
// What it predicts is held against trees that real builders received, see
// testdata/builder in the repository.
package predict
