import * as server from "@pulumi/policy/server";
import type * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { tap } from "../../policies/marks";
import type { Policy } from "../../policies/policy";
import { type Wording, parse } from "../../policies/verdict";
import {
  type ResourceSample,
  type StackSample,
  analyzeRequest,
  analyzeStackRequest,
  configureStackRequest,
  received,
} from "./engine-messages";

tap();

export interface Answer {
  readonly violations: readonly (Wording & { readonly policy: string; readonly level: string; readonly urn: string })[];
  /** Policy name to reason. */
  readonly notApplicable: Readonly<Record<string, string>>;
}

type Handler<Request, Response> = (
  call: { request: Request },
  done: (error: Error | null | undefined, response: Response) => void,
) => void;

type Make = <Request, Response>(
  name: string,
  version: string,
  level: string,
  policies: readonly Policy["sdk"][],
) => Handler<Request, Response>;

const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun, makeRemediateRpcFun } = server as unknown as Record<
  "makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun" | "makeRemediateRpcFun",
  Make
>;

/** How an answer gets to the engine: by way of the bytes that travel. */
interface Wire<Response> {
  readonly responseSerialize: (response: Response) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

function ask<Response>(
  make: Make,
  wire: Wire<Response>,
  policies: readonly Policy["sdk"][],
  request: unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    make<unknown, Response>(
      "bulkhead",
      "0.1.0",
      "mandatory",
      policies,
    )({ request }, (error, response) => {
      if (error) reject(error);
      else resolve(wire.responseDeserialize(wire.responseSerialize(response)));
    });
  });
}

const levels = new Map(Object.entries(EnforcementLevel).map(([name, number]) => [number, name.toLowerCase()]));

function answer(response: messages.AnalyzeResponse): Answer {
  return {
    violations: response.getDiagnosticsList().map((diagnostic) => ({
      ...parse(diagnostic.getMessage()),
      policy: diagnostic.getPolicyname(),
      level: levels.get(diagnostic.getEnforcementlevel()) ?? "",
      urn: diagnostic.getUrn(),
    })),
    notApplicable: Object.fromEntries(
      response.getNotApplicableList().map((one) => [one.getPolicyName(), one.getReason()]),
    ),
  };
}

/** Tells the pack which stack it judges, as the engine does before anything else. */
export function configureStack(sample: StackSample): void {
  received("configureStack", configureStackRequest(sample));
}

/** Asks the SDK's own server function, with a request that went over the wire. */
export async function analyze(policies: readonly Policy["sdk"][], sample: ResourceSample): Promise<Answer> {
  return answer(
    await ask(makeAnalyzeRpcFun, AnalyzerService.analyze, policies, received("analyze", analyzeRequest(sample))),
  );
}

export async function analyzeStack(
  policies: readonly Policy["sdk"][],
  samples: readonly ResourceSample[],
): Promise<Answer> {
  const request = received("analyzeStack", analyzeStackRequest(samples));
  return answer(await ask(makeAnalyzeStackRpcFun, AnalyzerService.analyzeStack, policies, request));
}

/** The property maps that the remediations of the policies answer, in order, as they travel. */
export async function remediate(
  policies: readonly Policy["sdk"][],
  sample: ResourceSample,
): Promise<readonly Record<string, JavaScriptValue>[]> {
  const request = received("remediate", analyzeRequest(sample));
  const response = await ask(makeRemediateRpcFun, AnalyzerService.remediate, policies, request);
  return response.getRemediationsList().map((one) => one.getProperties()?.toJavaScript() ?? {});
}
