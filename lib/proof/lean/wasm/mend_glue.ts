import { digestOf } from "../../../substrate/values/digest.ts";
import { UserError } from "../../../substrate/values/user_error.ts";

/** One change of the glue: the text that must be there, once or more, and what takes its place. */
interface Mend {
  readonly why: string;
  readonly from: string | RegExp;
  readonly to: string;
  /** Only where Lean may, or may not, start threads. @default both */
  readonly threads?: boolean;
}

/** Options of {@linkcode mendGlue}. */
export interface MendOptions {
  /**
   * Keeps what threads need, at the price of seconds at each start: Lean's own front end starts some,
   * the checker starts none.
   */
  readonly threads: boolean;
}

const LOOKUP =
  "newSymIndex=Object.keys(lib.exports).indexOf(symbol);if(newSymIndex==-1||lib.exports[symbol].stub)";
const NEW_ADDRESS = "(growMemViews(),HEAPU32)[symbolIndex>>2]=newSymIndex";

/** What is wrong with the package's JavaScript for our use. */
const MENDS: readonly Mend[] = [
  {
    why: "the launcher hands over its settings",
    from: 'var Module=typeof Module!="undefined"?Module:{};',
    to: "var Module=globalThis.leanModule||{};",
  },
  { why: "threads in advance", from: "pthreadPoolSize=4", to: "pthreadPoolSize=1", threads: true },
  { why: "no thread", from: "pthreadPoolSize=4", to: "pthreadPoolSize=0", threads: false },
  {
    why: "the machine's environment stays outside",
    from: 'process.env["LEAN_PATH"]',
    to: "undefined",
  },
  { why: "nor does it count processors", from: 'require("os").cpus().length', to: "1" },
  {
    why: "debug lines of the build",
    from: /console\.log\("\[DEBUG/g,
    to: '(()=>{})("[DEBUG',
  },
  {
    why: "the machine's folders stay outside",
    from: 'FS.mount(NODEFS,{root:"/home"},"/home");FS.mount(NODEFS,{root:"/tmp"},"/tmp");',
    to: "",
  },
  {
    why: "the working folder is the sandbox's own",
    from:
      /var cwd=process\.cwd\(\);if\(cwd\.startsWith\("\/private\/tmp\/"\)\)\{.{1,200}?FS\.chdir\(cwd\)/,
    to: "",
  },
  {
    why: "a lookup asks for one key, it does not list 200,000",
    from: LOOKUP,
    to: "if(!Object.prototype.hasOwnProperty.call(lib.exports,symbol)||lib.exports[symbol].stub)",
  },
  {
    why: "the place of a symbol, for the other threads",
    from: NEW_ADDRESS,
    to: `newSymIndex=Object.keys(lib.exports).indexOf(symbol);${NEW_ADDRESS}`,
    threads: true,
  },
  { why: "no other thread needs to know", from: NEW_ADDRESS, to: "", threads: false },
  {
    why: "a symbol is looked up in the exports, which are not copied for it",
    from: 'newDSO("__main__",0,wasmImports)',
    to: 'newDSO("__main__",0,wasmExports)',
    threads: false,
  },
  { why: "as above", from: 'mergeLibSymbols(wasmExports,"main");', to: "", threads: false },
  {
    why: "only what the WebAssembly itself asks for gets an address in advance",
    from: "var existingEntry=GOT[symName]",
    to: "if(!(symName in GOT))continue;var existingEntry=GOT[symName]",
    threads: false,
  },
];

/** `_f=Module["_f"]=wasmExports["f"];`, a line for each of 200,000 exports. */
const EXPORT_LINE =
  /(_[A-Za-z0-9_$]+)=Module\["\1"\]=wasmExports\["([A-Za-z0-9_$]+)"\](?:\.value)?;/g;
const LONG_DECLARATION = /var ((?:[A-Za-z_$][A-Za-z0-9_$]*,){50,}[A-Za-z_$][A-Za-z0-9_$]*);/g;
const WORD = /[A-Za-z_$][A-Za-z0-9_$]*/g;
const ASSIGN = "function assignWasmExports(wasmExports){";
/** Used by the launcher, or by name only. */
const ALSO_KEPT = new Set(["_main", "___heap_base", "___stack_pointer", "_malloc"]);

/**
 * Makes the package's 90 MB of JavaScript small (0.7 MB) and fit to run in a sandbox: drops the lines
 * of exports that nothing uses, and applies each change of a fixed list.
 *
 * @throws {UserError} exit 1 when a text to be changed is not there: then it is another package.
 */
export function mendGlue(source: string, options: MendOptions): string {
  const lines = new Map<string, string>();
  let text = source.replace(EXPORT_LINE, (line: string, name: string) => {
    lines.set(name, line);
    return "";
  });
  text = text.replace(LONG_DECLARATION, (_, names: string) => {
    const kept = names.split(",").filter((name) => !lines.has(name));
    return kept.length === 0 ? "" : `var ${kept.join(",")};`;
  });
  const words = new Set(text.match(WORD));
  const used = [...lines].filter(([name]) => words.has(name) || ALSO_KEPT.has(name));
  const assigned = `var ${used.map(([name]) => name).join(",")};${ASSIGN}` +
    // The launcher calls Lean by its exports and reads its memory.
    "Module.leanExports=wasmExports;Module.leanBytes=()=>(growMemViews(),HEAPU8);" +
    used.map(([, line]) => line).join("");
  const mends = MENDS.filter(({ threads }) => threads === undefined || threads === options.threads);
  return mends.reduce(apply, apply(text, { why: "exports in use", from: ASSIGN, to: assigned }));
}

/** Changes when what {@linkcode mendGlue} makes changes. */
export const MEND_DIGEST = digestOf(
  MENDS.map(({ from, to, threads }) => [String(from), to, threads ?? null]),
);

function apply(text: string, mend: Mend): string {
  const there = typeof mend.from === "string" ? text.includes(mend.from) : mend.from.test(text);
  if (!there) {
    throw new UserError(
      `the Lean package's lean.js is not the one expected: found no place to mend (${mend.why})`,
      { exitCode: 1 },
    );
  }
  return text.replace(mend.from, () => mend.to);
}
