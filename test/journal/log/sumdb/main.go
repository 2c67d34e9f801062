// Command sumdb holds checkpoints and proofs against golang.org/x/mod/sumdb, which shares no code with Carnet.
//
// It reads JSON lines and answers each with `ok` or with what the library said.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type claim struct {
	// "note", "inclusion" or "consistency".
	Kind string
	Note string
	Vkey string
	// Base64 hashes.
	Proof       []string
	Root, Leaf  string
	Older       string
	Index, Size int64
	OlderSize   int64
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var c claim
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			fmt.Println(err)
			continue
		}
		if err := check(c); err != nil {
			fmt.Println(strings.ReplaceAll(err.Error(), "\n", " "))
			continue
		}
		fmt.Println("ok")
	}
}

func check(c claim) error {
	if c.Kind == "note" {
		return checkNote(c)
	}
	proof, err := hashes(c.Proof...)
	if err != nil {
		return err
	}
	heads, err := hashes(c.Root, c.Leaf)
	if err != nil {
		return err
	}
	if c.Kind == "inclusion" {
		return tlog.CheckRecord(tlog.RecordProof(proof), c.Size, heads[0], c.Index, heads[1])
	}
	older, err := tlog.ParseHash(c.Older)
	if err != nil {
		return err
	}
	return tlog.CheckTree(tlog.TreeProof(proof), c.Size, heads[0], c.OlderSize, older)
}

// checkNote opens the note and reads the three lines of a checkpoint out of it.
func checkNote(c claim) error {
	verifier, err := note.NewVerifier(c.Vkey)
	if err != nil {
		return err
	}
	opened, err := note.Open([]byte(c.Note), note.VerifierList(verifier))
	if err != nil {
		return err
	}
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		return fmt.Errorf("origin %q", lines[0])
	}
	if size, err := strconv.ParseInt(lines[1], 10, 64); err != nil || size != c.Size {
		return fmt.Errorf("size %q", lines[1])
	}
	if lines[2] != c.Root {
		return fmt.Errorf("root %q", lines[2])
	}
	return nil
}

func hashes(texts ...string) ([]tlog.Hash, error) {
	var parsed []tlog.Hash
	for _, text := range texts {
		hash, err := tlog.ParseHash(text)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, hash)
	}
	return parsed, nil
}
