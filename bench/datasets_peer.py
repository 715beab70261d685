"""The job of bench/datasets.ts in plain Python: python3 datasets_peer.py traces.jsonl out-folder"""

import bisect
import hashlib
import json
import os
import random
import re
import sys
import time
from collections import Counter

EDGES = [0, 1e-9, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.1, 0.25, 0.5, 1]
LOCAL_EDITS = {"mutate_param", "replace_step", "delete_step", "insert_step"}
LEAST_GAIN = 1e-6
M_SEEDS, J_EDITS, DELTA_THRESHOLD = 2, 8, 1e-6


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def check_digest(text, trace):
    body = text[len('{"digest":"",') + 64 : text.rindex(',"timing":{')]
    body = re.sub('"testCorrect":(true|false),', "", body)
    if sha256("{" + body + text[text.index(',"versions":{', len(body)) :]) != trace["digest"]:
        raise SystemExit("a changed trace: " + trace["taskId"])


def split_of(task_id):
    base = task_id.split("~")[0] or task_id
    point = int(sha256("split/1:" + base)[:8], 16) / 2**32 * 100
    return "train" if point < 80 else "validation" if point < 90 else "test"


def origin(trace, turn):
    return {
        "taskId": trace["taskId"],
        "iterIdx": turn["iterIdx"],
        "traceDigest": trace["digest"],
        "comparatorVersion": trace["versions"]["comparator"],
        "featureVersion": trace["versions"]["feature"],
        "split": split_of(trace["taskId"]),
        "namespace": trace["namespace"],
    }


class Dataset:
    def __init__(self, folder, name):
        self.path = f"{folder}/{name}"
        self.file = open(self.path + ".jsonl.part", "w", encoding="utf-8")
        self.hash = hashlib.sha256()
        self.keys = set()
        self.rows = 0
        self.counts = {kind: Counter() for kind in ("label", "split", "task", "dropped")}
        self.margins = [0] * (len(EDGES) + 1)

    def add(self, row, key, label, margin):
        if key in self.keys:
            self.counts["dropped"]["duplicates"] += 1
            return
        self.keys.add(key)
        self.rows += 1
        self.counts["label"][label] += 1
        self.counts["split"][row["split"]] += 1
        self.counts["task"][row["taskId"]] += 1
        self.margins[bisect.bisect_right(EDGES, margin)] += 1
        line = canonical(row) + "\n"
        self.hash.update(line.encode())
        self.file.write(line)

    def finish(self):
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        os.rename(self.path + ".jsonl.part", self.path + ".jsonl")
        stats = {**self.counts, "rows": self.rows, "margins": self.margins}
        with open(self.path + ".stats.json", "w", encoding="utf-8") as file:
            file.write(canonical({**stats, "sha256": self.hash.hexdigest()}) + "\n")


def side(candidate):
    return {key: candidate[key] for key in ("candidateId", "program", "featureVec", "verifierScore")}


def ranking(trace, dataset):
    for turn in trace["iterations"]:
        common = origin(trace, turn)
        sides = [side(candidate) for candidate in turn["candidates"]]
        for i, x in enumerate(sides):
            for y in sides[i + 1 :]:
                if x["verifierScore"] == y["verifierScore"]:
                    dataset.counts["dropped"]["ties"] += 1
                    continue
                low, high = sorted((x["candidateId"], y["candidateId"]))
                first = random.Random(f"1/{low}/{high}").random() < 0.5
                a, b = (x, y) if first == (x["candidateId"] == low) else (y, x)
                label = 1 if a["verifierScore"] > b["verifierScore"] else 0
                margin = abs(a["verifierScore"] - b["verifierScore"])
                row = {"schema": "arc.ranking_pair/1", **common, "a": a, "b": b}
                row |= {"label": label, "margin": margin}
                dataset.add(row, (low, high), label, margin)


def first_change(program, edited):
    old, new = program["steps"], edited["steps"]
    for i, step in enumerate(old):
        if i >= len(new) or step != new[i]:
            return i
    return len(old)


def measure(candidate, edits):
    none = {"deltaScore": 0, "counterfactual": None}
    if candidate["verify"]["errorType"] == "ok":
        return {"stage": "none", "step": -1}, {"method": "exact", **none}
    if not candidate["program"]["steps"]:
        return {"stage": "describer", "step": -1}, {"method": "no_steps", **none}
    best = None
    for edit in edits:
        step = first_change(candidate["program"], edit["program"])
        if step == len(candidate["program"]["steps"]):
            continue
        if step == 0 and edit.get("edit") not in LOCAL_EDITS:
            continue
        delta = edit["verifierScore"] - candidate["verifierScore"]
        if delta < LEAST_GAIN:
            continue
        if best is None or (step, -delta) < (best[0], -best[1]):
            best = (step, delta, edit["program"])
    if best is None:
        return None
    step, delta, program = best
    evidence = {"method": "trace_edit", "deltaScore": delta, "counterfactual": program}
    return {"stage": "ruler", "step": step}, evidence


def blame(trace, dataset):
    edits = {}
    for turn in trace["iterations"]:
        for candidate in turn["candidates"]:
            edits.setdefault(candidate.get("parentId"), []).append(candidate)
    for turn in trace["iterations"]:
        for candidate in turn["candidates"]:
            found = measure(candidate, edits.get(candidate["candidateId"], []))
            if found is None:
                dataset.counts["dropped"]["unmeasured"] += 1
                continue
            locus, evidence = found
            row = {
                "schema": "arc.blame_locus/1",
                **origin(trace, turn),
                "candidateId": candidate["candidateId"],
                "program": candidate["program"],
                "steps": candidate["text"].split("\n")[:-1],
                "locus": locus,
                "evidence": evidence,
                "errorType": candidate["verify"]["errorType"],
                "csa": candidate["critic"]["csa"],
            }
            label = f"{locus['stage']} {locus['step']}"
            dataset.add(row, candidate["candidateId"], label, evidence["deltaScore"])


def followed(turn, seed_id):
    edits = [one for one in turn["candidates"] if one.get("parentId") == seed_id][:J_EDITS]
    for directive in turn["directives"]:
        if directive["seedId"] != seed_id:
            continue
        under = [one for one in edits if one.get("directiveId") == directive["directiveId"]]
        if not under:
            continue
        best = min(under, key=lambda one: (-one["verifierScore"], one["candidateId"]))
        edit = {key: best.get(key, "") for key in ("candidateId", "edit", "program")}
        yield {"directive": directive, "bestEdit": edit, "score": best["verifierScore"]}


def directives(trace, dataset):
    known = {}
    for turn in trace["iterations"]:
        known.update((one["candidateId"], one) for one in turn["candidates"])
        for seed_id in turn["seeds"][:M_SEEDS]:
            seed = known.get(seed_id)
            if seed is None:
                continue
            program, csa = seed["program"], seed["critic"]["csa"]
            context = {"facts": trace["facts"], "csa": csa, "program": program}
            sides = list(followed(turn, seed_id))
            for i, x in enumerate(sides):
                for y in sides[i + 1 :]:
                    better, worse = (x, y) if x["score"] > y["score"] else (y, x)
                    delta = better["score"] - worse["score"]
                    if delta == 0:
                        dataset.counts["dropped"]["ties"] += 1
                        continue
                    if delta <= DELTA_THRESHOLD:
                        dataset.counts["dropped"]["filtered"] += 1
                        continue
                    row = {"schema": "arc.directive_pref/1", **origin(trace, turn)}
                    row |= {"seedId": seed_id, "context": context, "delta": delta}
                    row |= {"chosen": better, "rejected": worse}
                    ids = [
                        (one["directive"]["directiveId"], one["bestEdit"]["candidateId"])
                        for one in (better, worse)
                    ]
                    key = (seed_id, *ids)
                    dataset.add(row, key, better["directive"]["op"], delta)


def peak_bytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) * 1024


def main(source, folder):
    begun = time.perf_counter()
    os.makedirs(folder, exist_ok=True)
    jobs = {
        "critic_ranking_pairs": ranking,
        "critic_blame_locus": blame,
        "critic_directive_prefs": directives,
    }
    datasets = {name: Dataset(folder, name) for name in jobs}
    with open(source, encoding="utf-8") as lines:
        for line in lines:
            text = line.rstrip("\n")
            trace = json.loads(text)
            check_digest(text, trace)
            for name, job in jobs.items():
                job(trace, datasets[name])
    for dataset in datasets.values():
        dataset.finish()
    rows = {name: dataset.rows for name, dataset in datasets.items()}
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "peak": peak_bytes(), "rows": rows}))


main(*sys.argv[1:])
