// Command language-host is the language host of Node.js for the engine suite. Pulumi's own is a Go module that no proxy
// serves; this one starts the same processes of the SDK with the same arguments, folders and environment
// (pulumi/pulumi sdk/nodejs/cmd/pulumi-language-nodejs/main.go), and stands before packs with Pulumi's own PolicyProxy.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
)

// The exit code by which the SDK says that it has told the user of the failure already.
const bailed = 32

// What the engine asks beside running has an empty answer.
type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	engine string
}

func (host) Handshake(context.Context, *pulumirpc.LanguageHandshakeRequest) (*pulumirpc.LanguageHandshakeResponse, error) {
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (host) GetRequiredPlugins(context.Context, *pulumirpc.GetRequiredPluginsRequest) (*pulumirpc.GetRequiredPluginsResponse, error) {
	return &pulumirpc.GetRequiredPluginsResponse{}, nil
}

func (host) GetRequiredPackages(context.Context, *pulumirpc.GetRequiredPackagesRequest) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

func (host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{}, nil
}

func (host) About(context.Context, *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	return &pulumirpc.AboutResponse{}, nil
}

func (host) GetProgramDependencies(context.Context, *pulumirpc.GetProgramDependenciesRequest) (*pulumirpc.GetProgramDependenciesResponse, error) {
	return &pulumirpc.GetProgramDependenciesResponse{}, nil
}

func (host) RuntimeOptionsPrompts(context.Context, *pulumirpc.RuntimeOptionsRequest) (*pulumirpc.RuntimeOptionsResponse, error) {
	return &pulumirpc.RuntimeOptionsResponse{}, nil
}

func (host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (host) InstallDependencies(*pulumirpc.InstallDependenciesRequest, grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse]) error {
	return nil
}

func (h host) Run(ctx context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	info := request.GetInfo()
	directory := info.GetProgramDirectory()
	starter, err := starterOf("run", directory)
	if err != nil {
		return nil, err
	}
	config := make(map[string]string, len(request.GetConfig()))
	for key, value := range request.GetConfig() {
		config[longKey(key)] = value
	}
	arguments := []string{starter}
	for _, flag := range [][2]string{
		{"--monitor", request.GetMonitorAddress()},
		{"--engine", h.engine},
		{"--organization", request.GetOrganization()},
		{"--project", request.GetProject()},
		{"--root-directory", info.GetRootDirectory()},
		{"--stack", request.GetStack()},
		{"--pwd", directory},
	} {
		if flag[1] != "" {
			arguments = append(arguments, flag[0], flag[1])
		}
	}
	if request.GetDryRun() {
		arguments = append(arguments, "--dry-run")
	}
	entry := info.GetEntryPoint()
	if entry == "" {
		entry = "."
	}
	arguments = append(arguments, "--parallel", strconv.Itoa(int(request.GetParallel())), entry)
	command := exec.CommandContext(ctx, "node", append(arguments, request.GetArgs()...)...)
	command.Dir = directory
	command.Env = append(append(os.Environ(), runtimeOptions(info)...),
		"PULUMI_CONFIG="+text(config),
		"PULUMI_CONFIG_SECRET_KEYS="+text(append([]string{}, request.GetConfigSecretKeys()...)),
	)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	err = command.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case errors.As(err, &exit) && exit.ExitCode() == bailed:
		return &pulumirpc.RunResponse{Bail: true}, nil
	case errors.As(err, &exit):
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("Program exited with non-zero exit code: %v", exit)}, nil
	default:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("Problem executing program: %v", err)}, nil
	}
}

func (host) RunPlugin(request *pulumirpc.RunPluginRequest, server pulumirpc.LanguageRuntime_RunPluginServer) error {
	if request.GetKind() != "analyzer" {
		// A provider written in Node.js: none of ours is.
		return status.Error(codes.Unimplemented, "The suite's language host runs programs and packs alone.")
	}
	ctx := server.Context()
	directory := request.GetInfo().GetProgramDirectory()
	starter, err := starterOf("run-policy-pack", directory)
	if err != nil {
		return err
	}
	closer, stdout, stderr, err := rpcutil.MakeRunPluginStreams(server, false)
	if err != nil {
		return err
	}
	defer closer.Close()
	proxy, stdout, err := sdk.NewPolicyProxy(ctx, stdout)
	if err != nil {
		return err
	}
	stack, err := proxy.AwaitConfiguration(ctx)
	if err != nil {
		return err
	}
	command := exec.CommandContext(ctx, "node", append(append([]string{starter}, request.GetArgs()...), directory)...)
	command.Dir = directory
	command.Env = append(append([]string{}, request.GetEnv()...), runtimeOptions(request.GetInfo())...)
	if stack != nil {
		// A stack without configuration has an empty object, not null.
		config := map[string]string{}
		maps.Copy(config, stack.GetConfig())
		for _, setting := range [][2]string{
			{"PULUMI_NODEJS_ORGANIZATION", stack.GetOrganization()},
			{"PULUMI_NODEJS_PROJECT", stack.GetProject()},
			{"PULUMI_NODEJS_STACK", stack.GetStack()},
			{"PULUMI_NODEJS_DRY_RUN", strconv.FormatBool(stack.GetDryRun())},
			{"PULUMI_CONFIG", text(config)},
		} {
			if setting[1] != "" {
				command.Env = append(command.Env, setting[0]+"="+setting[1])
			}
		}
	}
	command.Stdout, command.Stderr = stdout, stderr
	if err := command.Start(); err != nil {
		return err
	}
	return proxy.Attach(ctx, command)
}

// starterOf finds the SDK's own starter among the program's packages or those of a folder above.
func starterOf(name, directory string) (string, error) {
	for folder := directory; ; folder = filepath.Dir(folder) {
		starter := filepath.Join(folder, "node_modules", "@pulumi", "pulumi", "cmd", name)
		if _, err := os.Stat(starter); err == nil {
			return starter, nil
		}
		if folder == filepath.Dir(folder) {
			return "", fmt.Errorf("no @pulumi/pulumi in %s or above", directory)
		}
	}
}

// runtimeOptions are the options of Pulumi.yaml: programs and packs are TypeScript unless it says otherwise.
func runtimeOptions(info *pulumirpc.ProgramInfo) []string {
	options := info.GetOptions().AsMap()
	var settings []string
	if typescript, given := options["typescript"]; !given || typescript == true {
		settings = append(settings, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	if tsconfig, given := options["tsconfig"].(string); given {
		settings = append(settings, "PULUMI_NODEJS_TSCONFIG_PATH="+tsconfig)
	}
	return settings
}

var shortKey = regexp.MustCompile(`^([^:]+):(?:config:)?`)

// longKey gives "name" or "namespace:name" the form that programs have been given since the first SDK.
func longKey(key string) string {
	return shortKey.ReplaceAllString(key, "$1:config:")
}

func text(value any) string {
	bytes, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(bytes)
}

func main() {
	served := host{}
	// The engine's address comes first, among flags for tracing.
	for _, argument := range os.Args[1:] {
		if !strings.HasPrefix(argument, "-") {
			served.engine = argument
			break
		}
	}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, served)
			return nil
		},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(handle.Port)
	if err := <-handle.Done; err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
