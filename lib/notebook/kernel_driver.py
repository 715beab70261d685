"""Runs code cells on a Jupyter kernel and prints what each put out, one JSON object a line.

Standard input: {"kernel", "cwd", "seconds", "cells": [source, ...]}.
Standard output: {"cell": 0, "outputs": [...]} per cell in order; running stops at the first error.

The Deno kernel can report `idle` before a cell's last outputs have left it. So after every cell a
second, silent request prints a mark: what arrives before the mark belongs to the cell, whatever
request it claims to answer.
"""

import json
import queue
import signal
import sys
import time

from jupyter_client.manager import start_new_kernel

SETTLE = 0.15


class Stopped(Exception):
    """Why a cell could not be run to its end: `timeout` or `died`."""


class Session:
    def __init__(self, job):
        self.until = time.monotonic() + job["seconds"]
        self.manager, self.client = start_new_kernel(kernel_name=job["kernel"], cwd=job["cwd"])

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, source, mark):
        """Executes one cell and returns its outputs."""
        outputs = []
        asked = self.client.execute(source)
        idle = False
        while not idle:
            message = self.next_message()
            outputs += output_of(message)
            answers = message["parent_header"].get("msg_id") == asked
            idle = answers and message["content"].get("execution_state") == "idle"
        self.client.execute(f"console.log({json.dumps(mark)})", silent=True, store_history=False)
        marked = False
        while True:
            message = self.next_message(SETTLE if marked else None)
            if message is None:
                return outputs
            for output in output_of(message):
                if mark in output.get("text", ""):
                    marked = True
                    output["text"] = output["text"].replace(mark + "\n", "").replace(mark, "")
                outputs.append(output)

    def next_message(self, patience=None):
        """The kernel's next message, or None when it said nothing for `patience` seconds."""
        while True:
            left = self.until - time.monotonic()
            if left <= 0:
                raise Stopped("timeout")
            try:
                return self.client.get_iopub_msg(timeout=patience or min(1, left))
            except queue.Empty:
                if patience:
                    return None
                if not self.manager.is_alive():
                    raise Stopped("died") from None


def output_of(message):
    """The message as a list of at most one notebook output."""
    kind, content = message["msg_type"], message["content"]
    if kind == "stream":
        return [{"output_type": kind, "name": content["name"], "text": content["text"]}]
    if kind == "error":
        fields = ("ename", "evalue", "traceback")
        return [{"output_type": kind, **{field: content[field] for field in fields}}]
    if kind not in ("display_data", "execute_result"):
        return []
    return [{"output_type": kind, "data": content["data"], "metadata": content.get("metadata", {})}]


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    job = json.load(sys.stdin)
    session = Session(job)
    try:
        for index, source in enumerate(job["cells"]):
            try:
                ending = {"outputs": session.run(source, f"\u241e{index}\u241e")}
            except Stopped as stopped:
                ending = {"stopped": str(stopped)}
            print(json.dumps({"cell": index, **ending}), flush=True)
            failed = any(output["output_type"] == "error" for output in ending.get("outputs", []))
            if failed or "stopped" in ending:
                return
    finally:
        session.close()


main()
