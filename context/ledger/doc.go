// Package ledger says what each rule of an ignore file accounts for in a
// [predict.Prediction]: what it decides about, what it would do alone, what
// would change without it, which rules shadow it, and what exceptions cost.
package ledger
