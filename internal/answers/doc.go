// Package answers holds tests alone: the whole of the records in one store, asked
// several hundred questions whose answers were computed apart from the program
// (testdata/answers.txt), and damaged copies of every file.
package answers
