// Verifies checkpoints with cosignatures, .tlog-proof files and consistency proofs with Go's own
// golang.org/x/mod/sumdb packages. Cases come as JSON lines on standard input; a case that is marked
// as altered must be refused. Usage: verify_proofs LOG-KEY WITNESS-KEY…
package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proofCase struct {
	Kind, Entry, Text, FromRoot, ToRoot string
	Index, From, To                     int64
	Proof                               []string
	Altered                             bool
}

// cosigner verifies cosignature/v1, which x/mod leaves to its callers.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(text), sig[8:])
}

func newCosigner(vkey string) cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || key[0] != 4 || len(key) != 33 {
		panic("not a cosignature/v1 key: " + vkey)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		panic("key id: " + vkey)
	}
	return cosigner{parts[0], hash, key[1:]}
}

func hashOf(text string) (hash tlog.Hash, err error) {
	bytes, err := base64.StdEncoding.DecodeString(text)
	if err == nil && len(bytes) != len(hash) {
		err = fmt.Errorf("a hash of %d bytes", len(bytes))
	}
	copy(hash[:], bytes)
	return hash, err
}

func hashesOf(texts []string) (hashes []tlog.Hash, err error) {
	for _, text := range texts {
		hash, err := hashOf(text)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// openCheckpoint wants the log's signature and those of all witnesses.
func openCheckpoint(text []byte, verifiers []note.Verifier) (tree tlog.Tree, err error) {
	opened, err := note.Open(text, note.VerifierList(verifiers...))
	if err != nil {
		return tree, err
	}
	if len(opened.Sigs) != len(verifiers) || len(opened.UnverifiedSigs) != 0 {
		return tree, fmt.Errorf("%d signatures verified, %d not", len(opened.Sigs), len(opened.UnverifiedSigs))
	}
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifiers[0].Name() {
		return tree, fmt.Errorf("origin %q", lines[0])
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = hashOf(lines[2])
	return tree, err
}

func verifyProof(c proofCase, verifiers []note.Verifier) error {
	head, checkpoint, _ := bytes.Cut([]byte(c.Text), []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" || lines[1] != fmt.Sprintf("index %d", c.Index) {
		return fmt.Errorf("first lines %q", lines[:2])
	}
	tree, err := openCheckpoint(checkpoint, verifiers)
	if err != nil {
		return err
	}
	hashes, err := hashesOf(lines[2:])
	if err != nil {
		return err
	}
	entry, err := base64.StdEncoding.DecodeString(c.Entry)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes, tree.N, tree.Hash, c.Index, tlog.RecordHash(entry))
}

func verifyConsistency(c proofCase) error {
	from, err := hashOf(c.FromRoot)
	if err != nil {
		return err
	}
	to, err := hashOf(c.ToRoot)
	if err != nil {
		return err
	}
	hashes, err := hashesOf(c.Proof)
	if err != nil {
		return err
	}
	return tlog.CheckTree(hashes, c.To, to, c.From, from)
}

func verify(c proofCase, verifiers []note.Verifier) error {
	switch c.Kind {
	case "proof":
		return verifyProof(c, verifiers)
	case "consistency":
		return verifyConsistency(c)
	case "checkpoint":
		_, err := openCheckpoint([]byte(c.Text), verifiers)
		return err
	}
	return fmt.Errorf("kind %q", c.Kind)
}

func main() {
	log, err := note.NewVerifier(os.Args[1])
	if err != nil {
		panic(err)
	}
	verifiers := []note.Verifier{log}
	for _, key := range os.Args[2:] {
		verifiers = append(verifiers, newCosigner(key))
	}
	accepted, refused := 0, 0
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for lines.Scan() {
		var c proofCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			panic(err)
		}
		err := verify(c, verifiers)
		if (err != nil) != c.Altered {
			fmt.Fprintf(os.Stderr, "%v: %s\n", err, lines.Text())
			os.Exit(1)
		}
		if err == nil {
			accepted++
		} else {
			refused++
		}
	}
	fmt.Printf("accepted %d, refused %d\n", accepted, refused)
}
