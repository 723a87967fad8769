// Package stages follows the paths of a build context through the stages of a
// build. COPY takes a path from the context into a stage, COPY --from takes it
// on: what a later stage names has to be sent, too, unless a command makes it.
//
// What is followed are COPY, ADD, and stages that go on from others. What
// commands do with files is not known here: it is said which of them run, and
// whoever knows what they move says so (see [Stages.Follow]).
package stages
