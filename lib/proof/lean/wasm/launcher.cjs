// Starts the embedded Lean inside the sandbox: node's own modules only, nothing read but the folders given.
//
//   launcher.cjs check <glue.cjs> <library> <checker>          serves the checker on stdin and stdout
//   launcher.cjs lean <glue.cjs> <library> <folder> <args...>  the `lean` command, with <folder> as /files
const { Buffer } = require("node:buffer");
const fs = require("node:fs");
const path = require("node:path");
const process = require("node:process");

const [mode, glue, library, folder, ...args] = process.argv.slice(2);
const LIBRARY = "/lean/lib/lean";
const FILES = "/files";

/** Reads standard input byte by byte; Lean wants a null after each line, or it waits for more. */
function lineInput() {
  const buffer = Buffer.alloc(65536);
  let at = 0;
  let length = 0;
  let delivered = false;
  return () => {
    if (at >= length) {
      if (delivered) {
        delivered = false;
        return null;
      }
      length = Math.max(0, fs.readSync(0, buffer, 0, buffer.length));
      at = 0;
      if (length === 0) return null;
    }
    delivered = true;
    return buffer[at++];
  };
}

function writeAll(fd, text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += fs.writeSync(fd, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

const lean = globalThis.leanModule = {
  thisProgram: "/lean/bin/lean",
  arguments: args,
  noInitialRun: mode === "check",
  stdin: lineInput(),
  print: (line) => writeAll(1, `${line}\n`),
  // The build prints debug lines of its own.
  printErr: (line) => /^\[DEBUG|^ {2}(mainModule\?|-) /.test(line) || writeAll(2, `${line}\n`),
  preRun: [() => {
    const { FS, NODEFS, ENV } = lean;
    // The glue asks for the size of the script that it was started from.
    for (const file of [__filename, process.argv[1], glue, "/lean/bin/lean"]) {
      FS.mkdirTree(path.dirname(file));
      FS.writeFile(file, "");
    }
    for (const [root, at] of [[library, LIBRARY], [folder, FILES]]) {
      FS.mkdirTree(at);
      FS.mount(NODEFS, { root }, at);
    }
    ENV.LEAN_PATH = `${LIBRARY}:${FILES}`;
    ENV.LEAN_SYSROOT = "/lean";
  }],
  onRuntimeInitialized: () => mode === "check" && serve(),
};

/** Builds Lean's values in its memory, the way its C header does (32-bit). */
const value = {
  small: (n) => (n << 1) | 1,
  string: (text) => {
    const bytes = Buffer.from(`${text}\0`);
    const at = lean.leanExports.malloc(bytes.length);
    lean.leanBytes().set(bytes, at);
    return lean.leanExports.lean_mk_string(at);
  },
  name: (text) => lean.leanExports.lean_name_mk_string(value.small(0), value.string(text)),
  object: (tag, fields, flags) => {
    const at = lean.leanExports.lean_alloc_object((8 + 4 * fields.length + flags.length + 7) & ~7);
    const view = words(at);
    view.setUint32(0, 1, true); // one reference
    view.setUint32(4, (fields.length << 16) | (tag << 24), true);
    fields.forEach((field, i) => view.setUint32(8 + 4 * i, field, true));
    flags.forEach((flag, i) => view.setUint8(8 + 4 * fields.length + i, flag));
    return at;
  },
  emptyArray: () => {
    const at = lean.leanExports.lean_alloc_object(16);
    const view = words(at);
    view.setUint32(0, 1, true);
    view.setUint32(4, 246 << 24, true);
    view.setUint32(8, 0, true);
    view.setUint32(12, 0, true);
    return at;
  },
};

function words(at) {
  const bytes = lean.leanBytes();
  return new DataView(bytes.buffer, at);
}

/** Fields of a constructor object. */
function field(at, i) {
  return words(at).getUint32(8 + 4 * i, true);
}

/** Elements of an array object. */
function elements(at) {
  const view = words(at);
  const size = view.getUint32(8, true);
  return Array.from({ length: size }, (_, i) => view.getUint32(16 + 4 * i, true));
}

/** The value of an IO action's result. */
function done(result, what) {
  if (words(result).getUint8(7) === 0) return field(result, 0);
  lean.leanExports.lean_io_result_show_error(result);
  writeAll(2, `${what} failed\n`);
  process.exit(3);
}

/**
 * Runs the compiled checker's `main`, without Lean's front end and the threads that it needs: imports
 * what the checker calls, adds the checker's own compiled code, and hands the two to the interpreter.
 */
function serve() {
  const call = lean.leanExports;
  const none = value.small(0);
  const yes = value.small(1);
  call.lean_initialize();
  call.lean_io_mark_end_initialization();
  // Promises want a task manager; its one thread is never started, for no task is ever queued.
  call.lean_init_task_manager_using(1);
  done(call.lean_init_search_path(), "the search path");
  done(call.lean_enable_initializer_execution(), "permission to initialise");
  const imports = call.lean_array_push(
    value.emptyArray(),
    value.object(0, [value.name("Lean")], [0, 1, 0]),
  );
  const environment = done(
    // imports, options, trust level, plugins, leak, load extensions, level, artefacts, the world
    call.l_Lean_importModules___boxed(
      imports,
      none,
      none,
      value.emptyArray(),
      yes,
      yes,
      none,
      yes,
      none,
    ),
    "importing Lean",
  );
  call.lean_run_main(
    withCode(environment, `${FILES}/checker.ir`),
    none,
    value.object(1, [value.string("checker"), none], []),
  );
  process.exit(0);
}

/** An environment that knows compiled code besides: the declarations of an `.ir` file. */
function withCode(environment, file) {
  const call = lean.leanExports;
  const none = value.small(0);
  // Of the elaborator's state only the first of nine fields is read.
  const state = value.object(0, [environment, ...Array(8).fill(none)], []);
  const reference = call.lean_st_mk_ref(state);
  const data = field(done(call.l_Lean_readModuleData___boxed(value.string(file), none), file), 0);
  // The first of the file's tables holds the code.
  for (const declaration of elements(field(elements(field(data, 4))[0], 1))) {
    // Each call gives one reference back.
    words(reference).setUint32(0, 2, true);
    done(call.l_Lean_IR_addDecl___boxed(declaration, none, reference, none), "adding code");
  }
  words(reference).setUint32(0, 2, true);
  return field(call.lean_st_ref_get(reference), 0);
}

require(glue);
