/** What the scripted endpoint does with one request. */
export type Act =
  | {
    readonly kind: "answer";
    readonly content: string;
    readonly usage?: unknown;
    readonly delayMs?: number;
  }
  | { readonly kind: "refusal"; readonly text: string }
  | {
    readonly kind: "status";
    readonly status: number;
    readonly headers?: HeadersInit;
    readonly body?: string;
  }
  | { readonly kind: "raw"; readonly body: string; readonly type?: string }
  | { readonly kind: "endless" }
  | { readonly kind: "silent" }
  | { readonly kind: "reset" }
  | { readonly kind: "huge"; readonly bytes: number };

/** A request as it came in. */
export interface Seen {
  readonly path: string;
  readonly authorization: string | null;
  // deno-lint-ignore no-explicit-any -- tests look into bodies of many forms
  readonly body: any;
}

/** A real HTTP server on loopback that plays an OpenAI-compatible endpoint by a script. */
export interface ScriptedEndpoint {
  readonly baseUrl: string;
  readonly seen: Seen[];
  /** Most requests that were open at a time. */
  readonly peak: number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the endpoint; `script` says what becomes of each request. */
export function scripted(script: (seen: Seen, index: number) => Act): ScriptedEndpoint {
  const seen: Seen[] = [];
  const timers = new Set<ReturnType<typeof setInterval>>();
  const closing = Promise.withResolvers<void>();
  let open = 0, peak = 0;
  const serve = Deno.serve(
    {
      hostname: "127.0.0.1",
      port: 0,
      onListen: () => {},
      onError: () => new Response(null, { status: 500 }),
    },
    async (request) => {
      peak = Math.max(peak, ++open);
      try {
        const one: Seen = {
          path: new URL(request.url).pathname,
          authorization: request.headers.get("authorization"),
          body: await request.json(),
        };
        seen.push(one);
        return await play(script(one, seen.length - 1), timers, closing.promise);
      } finally {
        open--;
      }
    },
  );
  return {
    baseUrl: `http://127.0.0.1:${serve.addr.port}/v1`,
    seen,
    get peak() {
      return peak;
    },
    [Symbol.asyncDispose]: async () => {
      closing.resolve();
      for (const timer of timers) clearInterval(timer);
      await serve.shutdown();
    },
  };
}

async function play(
  act: Act,
  timers: Set<ReturnType<typeof setInterval>>,
  closing: Promise<void>,
): Promise<Response> {
  switch (act.kind) {
    case "answer":
      if (act.delayMs !== undefined) await new Promise((done) => setTimeout(done, act.delayMs));
      return Response.json(completion({ content: act.content }, act.usage));
    case "refusal":
      return Response.json(completion({ content: null, refusal: act.text }, undefined));
    case "status":
      return new Response(act.body ?? '{"error":{"message":"scripted"}}', {
        status: act.status,
        headers: { "content-type": "application/json", ...act.headers },
      });
    case "raw":
      return new Response(act.body, {
        headers: { "content-type": act.type ?? "application/json" },
      });
    case "silent":
      await closing;
      return new Response(null, { status: 499 });
    case "endless":
    case "reset":
      return new Response(trickle(act.kind, timers), {
        headers: { "content-type": "application/json" },
      });
    case "huge":
      return new Response(JSON.stringify({ choices: [], filling: "x".repeat(act.bytes) }), {
        headers: { "content-type": "application/json" },
      });
  }
}

/** White space for ever, or a beginning and then a broken connection. */
function trickle(
  kind: "endless" | "reset",
  timers: Set<ReturnType<typeof setInterval>>,
): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode('{"choices": ');
  let timer: ReturnType<typeof setInterval> | undefined;
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      timer = setInterval(() => {
        if (kind === "reset") {
          clearInterval(timer);
          controller.error(new Error("scripted reset"));
        } else controller.enqueue(new TextEncoder().encode(" "));
      }, 5);
      timers.add(timer);
    },
    cancel: () => clearInterval(timer),
  });
}

function completion(message: Record<string, unknown>, usage: unknown) {
  return {
    id: "scripted",
    object: "chat.completion",
    model: "scripted",
    created: 0,
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", ...message } }],
    ...(usage === null
      ? {}
      : { usage: usage ?? { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 } }),
  };
}
