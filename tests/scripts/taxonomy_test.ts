import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runGroup } from "../../lib/cli/mod.ts";
import { manualClock } from "../../lib/substrate/values/clock.ts";
import { installedWordnet } from "../../lib/taxonomy/wordnet/wordnet_files.ts";
import { explainVerbs } from "../../scripts/_taxonomy_explain.ts";
import { lookVerbs } from "../../scripts/_taxonomy_look.ts";
import { runVerbs } from "../../scripts/_taxonomy_run.ts";
import { scoreVerb } from "../../scripts/_taxonomy_score.ts";
import { ROOT } from "../house/_tree.ts";
import { inTempFolder } from "../substrate/_temp_folder.ts";

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Says a command line to the commands, without the cost of a process. */
async function taxonomy(...args: readonly string[]): Promise<Said> {
  const out: string[] = [], err: string[] = [];
  const verbs = [...runVerbs, ...lookVerbs, ...explainVerbs, scoreVerb];
  const code = await runGroup({ name: "taxonomy", summary: "", verbs }, {
    args,
    terminal: {
      print: (line) => void out.push(line),
      note: (line) => void err.push(line),
      rewrite: () => {},
      isTty: false,
      colour: false,
      width: () => 80,
      debug: false,
    },
    interrupts: {
      listen: () => {},
      unlisten: () => {},
      exit: (code): never => {
        throw new Error(`exit ${code}`);
      },
      clock: manualClock(),
    },
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

/** As {@linkcode taxonomy}, for a command that must do what it is told. */
async function well(...args: readonly string[]): Promise<Said> {
  const said = await taxonomy(...args);
  assertEquals(said.code, 0, said.err);
  return said;
}

const LONG = `mechanics: the branch of physics that studies ${"motion and rest and ".repeat(12)}\n`;
const FIELDS = "science: a discipline that studies nature\n" +
  "physics: the branch of science that studies matter and energy\n" +
  "chemistry: the branch of science that studies substances\n" +
  "optics: the branch of physics that studies light\n" +
  "acoustics: the branch of physics that studies sound\n" +
  "laser/maser optics: the branch of optics that studies amplified light\n" +
  "glazing: the work of glass; the art or physics of windows\n" + LONG + "(gone)\n";

/** A folder with texts, `notes/`, and policies, `short/`, under which the longest line is set aside. */
async function desk(folder: string) {
  const write = async (path: string, content: string | Uint8Array) => {
    await Deno.mkdir(`${folder}/${path.slice(0, path.lastIndexOf("/"))}`, { recursive: true });
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(`${folder}/${path}`, bytes);
  };
  await write("notes/fields.txt", FIELDS);
  await write("notes/garbage.txt", Uint8Array.of(0, 1, 2, 3, 10));
  await write("short/base.jsonc", '{ "rawExtraction": { "maxLineBytes": 200 } }\n');
  const source = ["--source", "files", `${folder}/notes`];
  const runs = ["--runs", `${folder}/runs`];
  const made = ["run", ...source, ...runs, "--policies", `${folder}/short`];
  const ids = () => [...Deno.readDirSync(`${folder}/runs`)].map(({ name }) => name);
  return { write, source, runs, made, ids };
}

/** Name, content and time of all that a phase of the only run wrote. */
function phaseFiles(folder: string, phase: string): readonly string[] {
  const found: string[] = [];
  const walk = (path: string): void => {
    for (const { name, isDirectory } of Deno.readDirSync(path)) {
      if (isDirectory) walk(`${path}/${name}`);
      else {
        const { mtime } = Deno.statSync(`${path}/${name}`);
        const text = Deno.readTextFileSync(`${path}/${name}`);
        found.push(`${path}/${name} ${mtime?.getTime()} ${text}`);
      }
    }
  };
  walk(`${folder}/${phase}`);
  return found.sort();
}

Deno.test("run makes a tree of a folder of texts; status, resume, --resume-phase and manifest tell of it and leave it whole", () =>
  inTempFolder(async (folder) => {
    const { runs, made, ids } = await desk(folder);
    const first = await well(...made);
    assertEquals(first.out.split("\n"), [
      "science",
      "├─ chemistry",
      "└─ physics",
      "   ├─ acoustics",
      "   └─ optics",
    ]);
    assertStringIncludes(first.err, "S0 done in");
    assertStringIncludes(first.err, "5 concepts: L0 1, L1 2, L2 2, L3 0");
    const status = await well("status", ...runs);
    assertEquals(status.out.match(/^(S\d|assembly) +done/gm)?.length, 5);
    for (const again of [["resume", ...runs], made]) {
      const said = await well(...again);
      assertEquals(said.out, first.out);
      assertStringIncludes(said.err, "was finished before: nothing to do");
    }
    const run = `${folder}/runs/${ids()[0]}`;
    const before = [phaseFiles(run, "S0"), phaseFiles(run, "S1")];
    const s2 = await Deno.readTextFile(`${run}/S2/checkpoint.json`);
    const resumed = await well("resume", "--resume-phase", "S2", "--no-tree", ...runs);
    assertEquals(resumed.out, "");
    for (const phase of ["S0", "S1"]) assertMatch(resumed.err, RegExp(`${phase} was done before`));
    for (const phase of ["S2", "S3", "assembly"]) {
      assertMatch(resumed.err, RegExp(`${phase} done in`));
    }
    assert(!resumed.err.includes("made again"), resumed.err);
    assertEquals([phaseFiles(run, "S0"), phaseFiles(run, "S1")], before);
    assertEquals(await Deno.readTextFile(`${run}/S2/checkpoint.json`), s2);
    const manifest = JSON.parse((await well("manifest", ...runs)).out);
    assertEquals([manifest.attempt, manifest.exit.code], [2, 0]);
    assertEquals(manifest.phases.map((phase: { state: string }) => phase.state), [
      ...Array(5).fill("done"),
    ]);
    assertMatch(await Deno.readTextFile(`${run}/logs/events.jsonl`), /"phase_finished"/);
    const forced = await well(...made, "--force", "--no-tree");
    assert(!forced.err.includes("was done before"), forced.err);
  }));

Deno.test("where the texts lie is no part of what a run is: the same texts elsewhere are the same run", () =>
  inTempFolder(async (folder) => {
    const { runs, made } = await desk(folder);
    await well(...made);
    await Deno.mkdir(`${folder}/elsewhere`);
    await Deno.rename(`${folder}/notes`, `${folder}/elsewhere/notes`);
    const moved = await well("run", "--source", "files", `${folder}/elsewhere/notes`, ...runs);
    assertStringIncludes(moved.err, "was finished before: nothing to do");
  }));

Deno.test("why and why-not walk a label through its gates; the tree is exported in every form", () =>
  inTempFolder(async (folder) => {
    const { runs, made } = await desk(folder);
    await well(...made);
    const why = await well("why", "optics", ...runs);
    assertMatch(why.out, /^in the tree, L2: science › physics › optics/);
    assertMatch(why.out, /S1 kept optics\n {4}passes anchor: 1 ≥ 0\.55 \(levelwise\.minAnchor\)/);
    assertMatch(why.out, /passes records: \d ≥ 1 \(levelThresholds\.L2\.minRecords\)/);
    const whyNot = await well("why-not", "laser/maser", "optics", ...runs);
    assertMatch(whyNot.out, /fails characters: .*\(singleToken\.forbiddenCharacters\)/);
    assertMatch(whyNot.out, /smallest change that keeps it[^\n]*\n {2}singleToken\.forbiddenCh/);
    const near = await well("why-not", "glazing", ...runs);
    assertMatch(near.out, /fails anchor: 0\.48 < 0\.55 \(levelwise\.minAnchor\)/);
    assertMatch(
      near.out,
      /change that keeps it|no change of policies keeps it: S1 asks parent_named/,
    );
    const never = await well("why-not", "alchemy", ...runs);
    assertMatch(never.out, /named by 0 source records\nS0 left out [^\n]*: too_short 1\n/);
    assertMatch(never.out, /no phase proposed it/);
    const begins = {
      tree: /^science\n├─ chemistry/,
      skos: /^@prefix skos: </,
      jsonld: /^\{\n"@context"/,
      csv: /^id,level,label,parent_ids/,
    };
    for (const [format, begin] of Object.entries(begins)) {
      const { out } = await well("export", "--format", format, ...runs);
      assertMatch(out, begin);
      assertStringIncludes(out, "optics");
      const file = `${folder}/tree.${format}`;
      assertEquals((await well("export", "--format", format, "--out", file, ...runs)).out, "");
      assertEquals(await Deno.readTextFile(file), `${out}\n`);
    }
    const named = await well("export", "--format", "skos", "--base-iri", "http://x.org/", ...runs);
    assertStringIncludes(named.out, "<http://x.org/concept/");
  }));

Deno.test("why follows a label that was merged, and each sense of one that was split", () =>
  inTempFolder(async (folder) => {
    const { write, made, runs } = await desk(folder);
    await write(
      "notes/more.txt",
      "magnetism: the branch of physics that studies magnets and fields\n" +
        "magnetisme: the branch of physics that studies magnets and poles\n" +
        "morphology: the branch of physics dealing with shapes of moving bodies\n" +
        "morphology: the branch of chemistry that studies forms of crystal compounds\n",
    );
    await well(...made);
    const merged = await well("why", "magnetisme", ...runs);
    assertMatch(merged.out, /^in the tree, L2: science › physics › magnetism\n/);
    assertMatch(merged.out, /S2 merged magnetisme as magnetism\n +passes label_similarity/);
    const split = await well("why", "morphology", ...runs);
    assertMatch(split.out, /S2 split morphology as morphology \(\w+\) and morphology \(\w+\)\n/);
    for (const parent of ["physics", "chemistry"]) {
      const place = `in the tree, L2: science › ${parent} › morphology\n`;
      assertStringIncludes(split.out, place);
      const { out } = await well("why", "morphology", `(${parent})`, ...runs);
      assert(out.startsWith(place), out);
    }
  }));

Deno.test("what was set aside is listed with reason and place, and replayed after a fix; diff tells what came of it", () =>
  inTempFolder(async (folder) => {
    const { write, runs, made, ids } = await desk(folder);
    await well(...made);
    const [first] = ids();
    const list = await well("quarantine", "list", ...runs);
    assertMatch(list.out, /notes\/fields\.txt:8 line_too_long: longer than 200 bytes/);
    assertMatch(list.out, /notes\/garbage\.txt:1 binary: /);
    assertMatch((await well("quarantine", "replay", ...runs)).err, /released 0, held 2, new 0/);
    await write("long/base.jsonc", '{ "rawExtraction": { "maxLineBytes": 2000 } }\n');
    const replay = await well("quarantine", "replay", ...runs, "--policies", `${folder}/long`);
    assertMatch(replay.out, /^released [0-9a-f]+ S0 line_too_long/);
    assertMatch(replay.err, /released 1, held 1, new 0/);
    const second = ids().find((id) => id !== first)!;
    const diff = await well("diff", first!, second, ...runs);
    assertEquals(diff.out, "appeared mechanics: L2 under physics");
    assertEquals(diff.err, "1 changes, 5 concepts stay");
  }));

Deno.test("generate stops after a phase; the run goes on from there", () =>
  inTempFolder(async (folder) => {
    const { source, runs, made, ids } = await desk(folder);
    const policies = ["--policies", `${folder}/short`];
    const { out } = await well("generate", "--step", "S0", ...source, ...runs, ...policies);
    assertEquals(out, `${folder}/runs/${ids()[0]}/S0`);
    assertMatch((await well("status", ...runs)).out, /S0 +done[^]*S1 +pending/);
    const early = await taxonomy("export", ...runs);
    assertEquals([early.code, early.err.split("\n").length], [1, 1]);
    assertMatch(early.err, /has no tree yet \(done up to S0\)/);
    const rest = await well(...made);
    assertMatch(rest.err, /S0 was done before/);
    assertMatch(rest.err, /S1 done in/);
  }));

Deno.test("config prints every policy value, and names every fault by file, line and field", () =>
  inTempFolder(async (folder) => {
    const { write } = await desk(folder);
    assertMatch((await well("config")).out, /^label\.maxTokens = 5$/m);
    const own = await well("config", "--policies", `${folder}/short`);
    assertMatch(own.out, /^rawExtraction\.maxLineBytes = 200$/m);
    const good = await well("config", "--validate", "--environment", "production");
    assertMatch(good.out, /^base\.jsonc, production\.jsonc: valid, version \S+, [0-9a-f]{12}$/);
    await write(
      "bad/base.jsonc",
      '{\n  "label": {\n    "maxTokens": "five",\n    "max": 4\n  }\n}\n',
    );
    const bad = await taxonomy("config", "--validate", "--policies", `${folder}/bad`);
    assertEquals([bad.code, bad.err.split("\n")], [2, [
      `error: ${folder}/bad/base.jsonc:3: label.maxTokens: expected a number, found "five"`,
      `error: ${folder}/bad/base.jsonc:4: label: unknown field "max"`,
    ]]);
  }));

Deno.test("changed policies: pin says so and goes on, strict refuses, preview shows, float makes a child run of just what it touches", () =>
  inTempFolder(async (folder) => {
    const { write, runs, made, ids } = await desk(folder);
    const first = await well(...made);
    const [runId] = ids();
    const before = phaseFiles(folder, `runs/${runId}`);
    await write(
      "short/base.jsonc",
      '{ "rawExtraction": { "maxLineBytes": 200 }, "singleToken": { "forbiddenCharacters": "_:" } }',
    );
    const line = 'policy singleToken.forbiddenCharacters "_/:" → "_:": ' +
      "read by S3; downstream assembly; untouched S0, S1, S2";
    const pinned = await well(...made);
    assertEquals(pinned.out, first.out);
    assertStringIncludes(pinned.err, `${line} (pinned, not used; --policy=float adopts it)`);
    const strict = await taxonomy(...made, "--policy", "strict");
    assertEquals([strict.code, strict.err.split("\n").length], [1, 1]);
    assertStringIncludes(strict.err, "policies changed: singleToken.forbiddenCharacters");
    const preview = await well(...made, "--preview");
    assertEquals(preview.out, "appeared laser/maser optics: L3 under optics");
    assertStringIncludes(preview.err, line);
    assertEquals([phaseFiles(folder, `runs/${runId}`), ids()], [before, [runId]]);
    const float = await well(...made, "--policy=float");
    assertMatch(float.err, RegExp(`child of ${runId}`));
    for (const phase of ["S0", "S1", "S2"]) assertMatch(float.err, RegExp(`${phase} was done`));
    for (const phase of ["S3", "assembly"]) assertMatch(float.err, RegExp(`${phase} done in`));
    assertStringIncludes(float.out, "laser/maser optics");
    const child = JSON.parse((await well("manifest", ...runs)).out);
    assertEquals([child.parentRunId, child.policies.mode], [runId, "float"]);
    assertEquals(child.policies.drift.length, 1);
    assertEquals(phaseFiles(folder, `runs/${runId}`), before);
    assertMatch((await well("status", ...runs)).out, RegExp(`child of ${runId}`));
  }));

Deno.test("a damaged checkpoint, a missing one in the middle, another run's and a changed output are named by status, and mended by resume", () =>
  inTempFolder(async (folder) => {
    const { runs, made, source, ids } = await desk(folder);
    const first = await well(...made);
    const run = `${folder}/runs/${ids()[0]}`;
    await well("run", ...source, "--seed", "1", "--no-tree", "--runs", `${folder}/others`);
    const other = [...Deno.readDirSync(`${folder}/others`)][0]!.name;
    const damages: readonly (readonly [() => Promise<void>, RegExp, RegExp])[] = [
      [
        () => Deno.writeTextFile(`${run}/S1/checkpoint.json`, "{"),
        /S1 +done.*no checkpoint, or a damaged one/,
        /S1 has a damaged checkpoint/,
      ],
      [
        () => Deno.remove(`${run}/S2/checkpoint.json`),
        /S2 +done.*no checkpoint, or a damaged one/,
        /S2 has no checkpoint/,
      ],
      [
        () =>
          Deno.copyFile(
            `${folder}/others/${other}/S1/checkpoint.json`,
            `${run}/S1/checkpoint.json`,
          ),
        RegExp(`S1 +done.*has the checkpoint of another run \\(${other}\\)`),
        RegExp(`S1 has the checkpoint of another run \\(${other}\\)`),
      ],
      [
        () => Deno.writeTextFile(`${run}/S3/verify/candidates.jsonl`, ""),
        /S3 +done.*changed: S3\/verify\/candidates\.jsonl/,
        /S3 has an output that was changed/,
      ],
    ];
    for (const [damage, told, mended] of damages) {
      await damage();
      const status = await taxonomy("status", ...runs);
      assertEquals(status.code, 1, status.out);
      assertMatch(status.out, told);
      const resumed = await well("resume", ...runs);
      assertMatch(resumed.err, mended);
      assertEquals(resumed.out, first.out);
      await well("status", ...runs);
    }
  }));

Deno.test("a damaged row, a changed manifest and a torn log are told by file, line and field, or mended", () =>
  inTempFolder(async (folder) => {
    const { runs, made, ids } = await desk(folder);
    const first = await well(...made);
    const run = `${folder}/runs/${ids()[0]}`;
    const concepts = await Deno.readTextFile(`${run}/assembly/tree/concepts.jsonl`);
    await Deno.writeTextFile(
      `${run}/assembly/tree/concepts.jsonl`,
      concepts.replace('"level":1', '"level":7'),
    );
    for (const verb of [["export"], ["why", "optics"], ["why-not", "bread"]]) {
      const { code, err } = await taxonomy(...verb, ...runs);
      assertEquals([code, err], [
        2,
        `error: ${run}/assembly/tree/concepts.jsonl:2: level: expected 0 or 1 or 2 or 3, found 7`,
      ]);
    }
    await Deno.writeTextFile(`${run}/logs/events.jsonl`, '{"torn', { append: true });
    assertEquals((await well("resume", ...runs)).out, first.out);
    const manifest = await Deno.readTextFile(`${run}/manifest.json`);
    for (
      const [broken, says] of [
        [manifest.replace('"attempt": 2', '"attempt": 3'), "its digest does not fit"],
        ["{", "is not JSON"],
      ] as const
    ) {
      await Deno.writeTextFile(`${run}/manifest.json`, broken);
      for (const verb of ["status", "resume", "manifest"]) {
        const { code, err } = await taxonomy(verb, ...runs);
        assertEquals([code, err.split("\n").length], [2, 1]);
        assertStringIncludes(err, `${run}/manifest.json`);
        assertStringIncludes(err, says);
      }
    }
  }));

Deno.test("beside a damaged run the last undamaged one is looked at, with a word; resume wants it named", () =>
  inTempFolder(async (folder) => {
    const { runs, source, ids } = await desk(folder);
    await well("run", ...source, ...runs);
    const [sound] = ids();
    await well("run", ...source, ...runs, "--seed", "1");
    const [broken] = ids().filter((id) => id !== sound);
    const manifest = `${folder}/runs/${broken}/manifest.json`;
    await Deno.writeTextFile(manifest, "{");
    const looks: readonly (readonly string[])[] = [
      ["status"],
      ["manifest"],
      ["export"],
      ["why", "optics"],
      ["why-not", "bread"],
      ["quarantine", "list"],
    ];
    for (const verb of looks) {
      const { out, err } = await well(...verb, ...runs);
      assertStringIncludes(err, `left out: ${manifest}: is not JSON`);
      assertEquals(out, (await well(...verb, ...runs, "--run", sound!)).out);
    }
    for (const verb of [["resume"], ["quarantine", "replay"], ["status", "--run", broken!]]) {
      const { code, err } = await taxonomy(...verb, ...runs);
      assertEquals([code, err.split("\n").length], [2, 1]);
      assertStringIncludes(err, manifest);
    }
  }));

Deno.test("changed texts are named by resume; run --base makes a new run and takes over what did not change", () =>
  inTempFolder(async (folder) => {
    const { write, runs, made, ids } = await desk(folder);
    await well(...made);
    const [runId] = ids();
    await write("notes/fields.txt", FIELDS.replace(/^acoustics.*\n/m, ""));
    const resumed = await taxonomy("resume", ...runs);
    assertEquals([resumed.code, resumed.err.split("\n").length], [2, 1]);
    assertMatch(resumed.err, /input notes\/fields\.txt has other content \(9 rows, now 8\)/);
    const based = await well(...made, "--base", runId!);
    assertMatch(based.err, RegExp(`child of ${runId}`));
    const second = ids().find((id) => id !== runId)!;
    const diff = await well("diff", runId!, second, ...runs);
    assertEquals(diff.out, "vanished acoustics: L2 under physics");
  }));

Deno.test("what is wrong is told in one line, with exit code 2, and nothing is made", () =>
  inTempFolder(async (folder) => {
    const { source, runs, write } = await desk(folder);
    await write("bad/development.jsonc", '{ "llm": { "votes": 0 } }');
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [["rum"], 'unknown command "rum", did you mean run?'],
      [["run", "--sauce", "x"], "unknown flag --sauce, did you mean --source?"],
      [["run", "--environment", "x"], "expected one of development, production, testing"],
      [["run", "--resume-phase", "S9", ...source], "expected one of S0, S1, S2, S3, assembly"],
      [["run", "--source", "files"], "--source files: name files or folders"],
      [["run", "--source", "files", `${folder}/none`], "none: no such file or folder"],
      [["run", "--source", "files", `${folder}/short`], "holds no file to read, expected .txt"],
      [["run", "notes"], "--source wordnet takes no path, found notes; say --source files"],
      [["run", ...source, "--policies", `${folder}/none`], "holds neither base.jsonc nor"],
      [
        ["run", ...source, "--policies", `${folder}/bad`],
        "development.jsonc:1: llm.votes: expected",
      ],
      [["run", ...source, "--base", "none"], "no run none"],
      [["run", ...source, "--preview"], "--preview compares with a run that is there"],
      [["run", ...source, "--verifier-checkpoint", `${folder}/none.jsonc`], "none.jsonc: no such"],
      [["generate", ...source], "--step is required"],
      [["resume"], "no run here yet; `deno task taxonomy run` makes one"],
      [["status", "--run", "none"], "no run none"],
      [["score"], "no run here yet"],
      [["why"], "<label> is missing"],
      [["why", " "], "<label> is empty"],
      [["why-not", ""], "<label> is empty"],
      [["why-not", "optics"], "no run here yet"],
      [["diff", "one"], "<run> is missing"],
      [["export", "--format", "xml"], "expected one of skos, jsonld, csv, tree, found"],
      [["quarantine"], "say quarantine list or quarantine replay"],
    ];
    for (const [args, says] of wrong) {
      const verb = args[0] === "rum" || args[0] === "quarantine";
      const said = await taxonomy(...args, ...verb ? [] : runs);
      assertEquals([said.code, said.out], [2, ""], args.join(" "));
      assertMatch(said.err, /^error: [^\n]+$/);
      assertStringIncludes(said.err, says);
    }
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "bad",
      "notes",
      "short",
    ]);
  }));

Deno.test({
  name: "score holds any run against the dictionary's own tree, as one JSON document",
  ignore: await installedWordnet().then(() => false, () => true),
  fn: () =>
    inTempFolder(async (folder) => {
      const { runs, made } = await desk(folder);
      await well(...made);
      const { scores, nodes, runId } = JSON.parse((await well("score", "--json", ...runs)).out);
      assertMatch(runId, /^[0-9a-f]{24}$/);
      const settings = new Set(scores.map(({ setting }: { setting: string }) => setting));
      assertEquals([...settings], ["given terms", "given terms_and_levels", "end to end"]);
      // Every score of a tree, of a level and of its nodes comes with its interval.
      for (const { tree, edge, ancestor, edgeByLevel } of scores) {
        assertEquals(edgeByLevel.length, 3);
        for (const { f1, interval } of [edge, ancestor, ...edgeByLevel]) {
          assert(f1 >= 0 && f1 <= 1 && interval.low <= f1 && f1 <= interval.high, tree);
        }
      }
      for (const { tree, nodes: all, nodesByLevel, levelAccuracyInterval } of nodes) {
        assertEquals(nodesByLevel.length, 4);
        for (const { f1, interval } of [all, ...nodesByLevel]) {
          assert(interval.low <= f1 && f1 <= interval.high, tree);
        }
        assert(levelAccuracyInterval.low <= levelAccuracyInterval.high, tree);
      }
      // Four of the five fields are in the dictionary's tree, which has three hundred.
      const [ours] = nodes;
      assert(ours.nodes.precision > 0.5 && ours.nodes.recall < 0.1, JSON.stringify(ours.nodes));
    }),
});

Deno.test("the task, with just its permissions, works in a user's own folder", () =>
  inTempFolder(async (folder) => {
    await desk(folder);
    const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}/deno.json`));
    const [, ...words] = (tasks.taxonomy as string).split(" ");
    const script = `${ROOT}/${words.at(-1)}`;
    const say = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [...words.slice(0, -1), "--no-check", script, ...args],
        cwd: folder,
      }).output();
      const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
      return { code, out: text(stdout), err: text(stderr) };
    };
    const run = await say("run", "--source", "files", "notes");
    assertEquals(run.code, 0, run.err);
    assertMatch(run.out, /^science\n/);
    assertEquals([...Deno.readDirSync(`${folder}/output/runs`)].length, 1);
    const none = await say("export", "--run", "none");
    assertEquals([none.code, none.out, none.err], [2, "", "error: output/runs: no run none\n"]);
  }));
