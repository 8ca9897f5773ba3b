// Runs ../scenario.json against a service: ./generate && go run ./scenario
//
// The service is at CLAUSULA_ADDRESS (default 127.0.0.1:50051). With CLAUSULA_TLS_ADDRESS the section on TLS runs too.
// ../README.md describes the file and the variables.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"slices"
	"strings"
	"time"

	_ "clausula.example/client/gen/clausula/v1"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// The deadline of steps that name none.
const patience = 20 * time.Second

type scenario struct {
	Steps  []step
	Health []struct{ Name, Service, Status, Code string }
	TLS    []struct {
		Step, Token string
		Error       map[string]any
	}
}

type step struct {
	Name, Call string
	Request    json.RawMessage
	Repeat     int
	Stream     []json.RawMessage
	KeepOpen   bool
	Cancel     bool
	TimeoutMs  int
	Expect     any
	Error      map[string]any
	token      string
}

var passed, failed int

func main() {
	var all scenario
	text, err := os.ReadFile(environment("CLAUSULA_SCENARIO", "../scenario.json"))
	must(err)
	must(json.Unmarshal(text, &all))

	connection := connect(environment("CLAUSULA_ADDRESS", "127.0.0.1:50051"), insecure.NewCredentials())
	for _, step := range all.Steps {
		check(step.Name, step.run(connection))
	}
	for _, step := range all.Health {
		check(step.Name, runHealth(connection, step.Service, step.Status, step.Code))
	}
	must(connection.Close())
	runTLS(all)

	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 || passed == 0 {
		os.Exit(1)
	}
}

// run gives the differences between what the step expects and what the service gives.
func (s step) run(connection *grpc.ClientConn) []string {
	timeout := patience
	if s.TimeoutMs > 0 {
		timeout = time.Duration(s.TimeoutMs) * time.Millisecond
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	if s.token != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+s.token)
	}
	var answers []any
	var err error
	if s.Stream != nil {
		answers, err = s.converse(ctx, cancel, connection)
	} else {
		answers, err = s.ask(ctx, connection)
	}

	var differences []string
	if s.Stream != nil {
		differences = compare(s.Expect, answers, "answers")
	} else if err == nil && s.Error == nil {
		differences = compare(s.Expect, answers[0], "answer")
	}
	if err != nil {
		return append(differences, s.checkError(err)...)
	}
	if s.Error != nil {
		return append(differences, fmt.Sprintf("expected %s, got an answer", s.Error["code"]))
	}
	return differences
}

func (s step) ask(ctx context.Context, connection *grpc.ClientConn) ([]any, error) {
	method := s.method()
	request, response := empty(method.Input()), empty(method.Output())
	must(protojson.Unmarshal(s.Request, request))
	if s.Repeat > 1 {
		one := proto.Clone(request)
		for range s.Repeat - 1 {
			proto.Merge(request, one)
		}
	}
	if err := connection.Invoke(ctx, s.path(), request, response); err != nil {
		return nil, err
	}
	return []any{plain(response)}, nil
}

func (s step) converse(ctx context.Context, cancel func(), connection *grpc.ClientConn) ([]any, error) {
	method := s.method()
	both := &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}
	stream, err := connection.NewStream(ctx, both, s.path())
	if err != nil {
		return nil, err
	}
	for _, text := range s.Stream {
		request := empty(method.Input())
		must(protojson.Unmarshal(text, request))
		// An error is told by the next read.
		_ = stream.SendMsg(request)
	}
	if !s.KeepOpen && !s.Cancel {
		_ = stream.CloseSend()
	}
	var answers []any
	for {
		response := empty(method.Output())
		if err := stream.RecvMsg(response); errors.Is(err, io.EOF) {
			return answers, nil
		} else if err != nil {
			return answers, err
		}
		answers = append(answers, plain(response))
		if expected, _ := s.Expect.([]any); s.Cancel && len(answers) == len(expected) {
			cancel()
		}
	}
}

func (s step) path() string { return "/clausula.v1." + s.Call }

func (s step) method() protoreflect.MethodDescriptor {
	name := protoreflect.FullName("clausula.v1." + strings.ReplaceAll(s.Call, "/", "."))
	found, err := protoregistry.GlobalFiles.FindDescriptorByName(name)
	must(err)
	return found.(protoreflect.MethodDescriptor)
}

func (s step) checkError(err error) []string {
	got := map[string]any{"code": name(status.Code(err))}
	if s.Error == nil {
		return []string{"got " + err.Error()}
	}
	for _, detail := range status.Convert(err).Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			got["reason"] = detail.Reason
			if detail.Domain != "clausula" {
				return []string{"the domain of the reason is " + detail.Domain}
			}
		case *errdetails.BadRequest:
			var fields []any
			for _, violation := range detail.FieldViolations {
				fields = append(fields, violation.Field)
			}
			got["fields"] = fields
		}
	}
	return compare(map[string]any(s.Error), got, "error")
}

func runHealth(connection *grpc.ClientConn, service, expected, code string) []string {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	request := &grpc_health_v1.HealthCheckRequest{Service: service}
	answer, err := grpc_health_v1.NewHealthClient(connection).Check(ctx, request)
	if err != nil {
		return compare(code, name(status.Code(err)), "health")
	}
	return compare(expected, answer.Status.String(), "health")
}

func runTLS(all scenario) {
	address := os.Getenv("CLAUSULA_TLS_ADDRESS")
	if address == "" {
		fmt.Println("NOT RUN: the section on TLS, since CLAUSULA_TLS_ADDRESS is not set")
		return
	}
	authority, err := os.ReadFile(os.Getenv("CLAUSULA_TLS_CA"))
	must(err)
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(authority) {
		log.Fatal("CLAUSULA_TLS_CA holds no certificate")
	}
	over := func(address string, config *tls.Config, name string, step step) {
		connection := connect(address, credentials.NewTLS(config))
		defer connection.Close()
		check(name, step.run(connection))
	}
	valid := os.Getenv("CLAUSULA_TLS_TOKEN")
	tokens := map[string]string{"valid": valid, "wrong": valid + "x"}
	first, refused := all.Steps[0], all.Steps[0]
	refused.Error = map[string]any{"code": "UNAVAILABLE"}
	for _, entry := range all.TLS {
		step := all.Steps[slices.IndexFunc(all.Steps, func(s step) bool { return s.Name == entry.Step })]
		step.Error, step.token = entry.Error, tokens[entry.Token]
		over(address, &tls.Config{RootCAs: trusted}, "over TLS, token "+entry.Token+": "+entry.Step, step)
	}
	over(address, &tls.Config{}, "over TLS: a client that does not trust the authority", refused)

	mutual := os.Getenv("CLAUSULA_MTLS_ADDRESS")
	identity, err := tls.LoadX509KeyPair(os.Getenv("CLAUSULA_TLS_CERTIFICATE"), os.Getenv("CLAUSULA_TLS_KEY"))
	must(err)
	known := &tls.Config{RootCAs: trusted, Certificates: []tls.Certificate{identity}}
	over(mutual, known, "over mutual TLS: "+first.Name, first)
	over(mutual, &tls.Config{RootCAs: trusted}, "over mutual TLS: a client without a certificate", refused)
}

// compare gives every difference. An object names the fields that matter; a default and an absent field are the same.
func compare(expected, got any, path string) []string {
	switch expected := expected.(type) {
	case nil:
		if absent(got) {
			return nil
		}
	case map[string]any:
		fields, _ := got.(map[string]any)
		var differences []string
		for key, value := range expected {
			differences = append(differences, compare(value, fields[key], path+"."+key)...)
		}
		return differences
	case []any:
		list, _ := got.([]any)
		if len(list) != len(expected) {
			return []string{fmt.Sprintf("%s: expected %d elements, got %d: %v", path, len(expected), len(list), got)}
		}
		var differences []string
		for i := range expected {
			differences = append(differences, compare(expected[i], list[i], fmt.Sprintf("%s[%d]", path, i))...)
		}
		return differences
	default:
		if expected == got || got == nil && (absent(expected) || expected == "0") {
			return nil
		}
	}
	return []string{fmt.Sprintf("%s: expected %v, got %v", path, expected, got)}
}

func absent(value any) bool {
	switch value := value.(type) {
	case []any:
		return len(value) == 0
	case map[string]any:
		return len(value) == 0
	default:
		return value == nil || value == false || value == 0.0 || value == ""
	}
}

func check(name string, differences []string) {
	if len(differences) == 0 {
		passed++
		return
	}
	failed++
	fmt.Println("FAILED " + name + "\n    " + strings.Join(differences, "\n    "))
}

// plain is a message as the canonical JSON mapping gives it.
func plain(message proto.Message) any {
	text, err := protojson.Marshal(message)
	must(err)
	var value any
	must(json.Unmarshal(text, &value))
	return value
}

// name is the name of a code as the specification writes it: DEADLINE_EXCEEDED for DeadlineExceeded.
func name(code codes.Code) string {
	if code == codes.Canceled {
		return "CANCELLED"
	}
	var words strings.Builder
	for i, letter := range code.String() {
		if i > 0 && letter >= 'A' && letter <= 'Z' {
			words.WriteByte('_')
		}
		words.WriteRune(letter)
	}
	return strings.ToUpper(words.String())
}

// empty is a generated message without content.
func empty(descriptor protoreflect.MessageDescriptor) proto.Message {
	generated, err := protoregistry.GlobalTypes.FindMessageByName(descriptor.FullName())
	must(err)
	return generated.New().Interface()
}

func connect(address string, credentials credentials.TransportCredentials) *grpc.ClientConn {
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(credentials))
	must(err)
	return connection
}

func environment(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
