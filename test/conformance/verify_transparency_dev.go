// Verifies the same cases as verify_proofs.go with transparency-dev's packages: formats/log (checkpoints),
// formats/note (cosignature/v1), formats/proof (.tlog-proof), formats/witness (policies) and merkle/proof.
// Usage: verify_transparency_dev LOG-KEY WITNESS-KEY… with the policy in the environment variable POLICY.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"

	"github.com/transparency-dev/formats/log"
	f_note "github.com/transparency-dev/formats/note"
	f_proof "github.com/transparency-dev/formats/proof"
	"github.com/transparency-dev/formats/witness"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

type proofCase struct {
	Kind, Entry, Text, FromRoot, ToRoot string
	Index, From, To                     uint64
	Proof                               []string
	Altered                             bool
}

type judge struct {
	log       note.Verifier
	witnesses []note.Verifier
	policy    witness.Group
}

func (j judge) checkpoint(text []byte) (*log.Checkpoint, error) {
	checkpoint, _, opened, err := log.ParseCheckpoint(text, j.log.Name(), j.log, j.witnesses...)
	if err != nil {
		return nil, err
	}
	if len(opened.Sigs) != 1+len(j.witnesses) {
		return nil, fmt.Errorf("%d signatures verified", len(opened.Sigs))
	}
	if !j.policy.Satisfied(text) {
		return nil, fmt.Errorf("the policy is not satisfied")
	}
	return checkpoint, nil
}

func (j judge) verify(c proofCase) error {
	switch c.Kind {
	case "checkpoint":
		_, err := j.checkpoint([]byte(c.Text))
		return err
	case "proof":
		var read f_proof.TLogProof
		if err := read.Unmarshal([]byte(c.Text)); err != nil {
			return err
		}
		checkpoint, err := j.checkpoint(read.Checkpoint)
		if err != nil {
			return err
		}
		var hashes [][]byte
		for i := range read.Hashes {
			hashes = append(hashes, read.Hashes[i][:])
		}
		leaf := rfc6962.DefaultHasher.HashLeaf(decode(c.Entry))
		hasher := rfc6962.DefaultHasher
		return proof.VerifyInclusion(hasher, read.Index, checkpoint.Size, leaf, hashes, checkpoint.Hash)
	case "consistency":
		var hashes [][]byte
		for _, text := range c.Proof {
			hashes = append(hashes, decode(text))
		}
		hasher := rfc6962.DefaultHasher
		return proof.VerifyConsistency(hasher, c.From, c.To, hashes, decode(c.FromRoot), decode(c.ToRoot))
	}
	return fmt.Errorf("kind %q", c.Kind)
}

func decode(text string) []byte {
	bytes, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return bytes
}

func main() {
	logKey, err := note.NewVerifier(os.Args[1])
	if err != nil {
		panic(err)
	}
	j := judge{log: logKey}
	for _, key := range os.Args[2:] {
		verifier, err := f_note.NewVerifierForCosignatureV1(key)
		if err != nil {
			panic(err)
		}
		j.witnesses = append(j.witnesses, verifier)
	}
	if j.policy, err = witness.ParsePolicy([]byte(os.Getenv("POLICY"))); err != nil {
		panic(err)
	}
	accepted, refused := 0, 0
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for lines.Scan() {
		var c proofCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			panic(err)
		}
		err := j.verify(c)
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
