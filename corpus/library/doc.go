// Package library keeps what the bot must not lose, in one database file.
//
// A [Library] is that file, opened. It holds
//
//   - the articles, in every version that was ever stored, so that an answer's
//     quotations can be shown in their context for as long as the answer stands;
//   - jobs, the work that was acknowledged and isn't finished, and the keys of the
//     events that they came from;
//   - answers: what was said to whom, where, and how far its posting got;
//   - digests: who is sent a summary, of what and when;
//   - feedback: what people said of the answers.
//
// Questions and names of users are among it: the file and the folder that Open
// makes for it are the user's alone (modes 0600 and 0700). Finished jobs are deleted
// at once and event keys by [Library.Prune]; the rest is kept as long as the file.
//
// # Backup
//
// [Library.Backup] copies the file as it is at one moment, whole and compact, also
// while the bot works with it. To restore, stop the bot, remove the file with its
// -wal and -shm, and put the copy in its place. With the bot stopped, copying the
// file together with its -wal does as well; copying it while the bot works doesn't.
//
// # One process
//
// One process at a time may write: a second [Open] fails with [ErrInUse]. The mark
// is a lock of the operating system on the file beside it that ends in .lock, so it
// goes with the process, however that ends. Any number may look on, with
// [Options.ReadOnly]. The file must be on a local disk: the locks of network drives
// can't be relied on.
//
// # Jobs
//
// [Library.Record] turns an event into a job in one transaction, once however often
// the event is offered. [Library.Claim] hands out what is due, in order within a
// queue, and [Library.Finish] and [Library.Retry] end an attempt. A job whose
// process ended in between is due again after [Library.Release]. So each is done at
// least once; what may happen only once must look, before it does it again, whether
// it was done.
//
// River (riverqueue.com) works on SQLite too and was considered in place of the jobs
// table. Of what it brings the bot needs the retries. That several keys stand for one
// event, and that jobs keep their order in as many queues as there are conversations,
// would be code of ours all the same; with that, a queue is one table and six
// statements. What River would have promised the tests of this package prove: one job
// from many offers, order, nothing lost at a kill or at a crash between any two
// changes.
package library
