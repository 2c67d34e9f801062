#!/usr/bin/env python3
"""Asks Carnet whether an MLflow model may be deployed, before it is.

As a command (exit codes of `carnet gate`: 0 allowed, 1 denied, 2 cannot be asked, 3 the server is broken):

    python carnet_gate.py model/ --region eu --cloud-region aws:eu-central-1

In a deployment script, which goes no further on a no:

    from carnet_gate import require_permit
    permit = require_permit("models:/loan-default/7", region="eu", cloud_region="aws:eu-central-1")

Needs Python 3.9 and `carnet` on the PATH; MLflow only for a model that is not a folder on this machine. Address and
token of the server come from CARNET_URL and CARNET_TOKEN.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator, Optional, Sequence
from contextlib import contextmanager

# MLflow writes it into what it downloads from a registry; it is no part of the model.
_ADDED_BY_MLFLOW = ("registered_model_meta",)


class GateError(Exception):
    """The gate could not be asked. `exit_code` is that of `carnet`."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class PermitDenied(Exception):
    """The model may not run there, now. `decision` is the gate's whole answer."""

    def __init__(self, decision: dict) -> None:
        self.decision = decision
        reasons = decision.get("reasons") or [
            {"code": line["check"], "detail": line["detail"]}
            for line in decision.get("checks", [])
            if line["result"] != "pass"
        ]
        super().__init__("; ".join(f"{one['code']}: {one['detail']}" for one in reasons))


def require_permit(
    model: str,
    *,
    region: Optional[str] = None,
    cloud_region: Optional[str] = None,
    jurisdictions: Sequence[str] = (),
    use_case: Optional[str] = None,
    options: Sequence[str] = (),
) -> dict:
    """Returns the gate's answer for a model folder or an MLflow URI, with its digest and the run that logged it.

    `options` are further ones of `carnet gate`: `["--permit", "permit.json", …]` decides without a server.

    Raises PermitDenied when the answer is no, GateError when there is none.
    """
    digest, run_id = _identity_of(model)
    asked = ["--digest", digest, *options]
    for option, value in (
        ("--region", region),
        ("--cloud-region", cloud_region),
        ("--use-case", use_case),
    ):
        asked += [option, value] if value else []
    for place in jurisdictions:
        if place.startswith("-"):
            raise GateError(f"`{place}` is no place")
    asked += ["--jurisdiction", *jurisdictions] if jurisdictions else []
    code, out = _carnet("gate", *asked, "--json")
    answer = json.loads(out) if code in (0, 1) else {}
    if "decision" not in answer:
        raise GateError(out.strip(), code or 3)
    if code != 0 or answer["decision"] != "allow":
        raise PermitDenied(answer)
    return {**answer, "digest": digest, "run_id": run_id}


def digest_of(model: str) -> str:
    """The digest that a manifest states as model.artifact.digest. Raises GateError for what is no MLflow model."""
    return _identity_of(model)[0]


def _identity_of(model: str) -> tuple[str, Optional[str]]:
    with _folder_of(model) as folder:
        described = folder / "MLmodel"
        if not described.is_file():
            raise GateError(f"`{model}` is no MLflow model: it holds no file `MLmodel`")
        code, out = _carnet("digest", "--", str(folder))
        if code != 0:
            raise GateError(out.strip(), code)
        run = re.search(r"^run_id:\s*['\"]?([\w-]+)", described.read_text("utf-8"), re.MULTILINE)
        return out.strip(), run.group(1) if run else None


@contextmanager
def _folder_of(model: str) -> Iterator[Path]:
    if os.path.isdir(model):
        yield Path(model)
        return
    if ":/" not in model:
        raise GateError(f"`{model}` is neither a folder nor an MLflow URI such as `models:/name/7`")
    try:
        from mlflow.artifacts import download_artifacts
    except ImportError as error:
        raise GateError(f"`{model}` needs the package mlflow: {error}") from error
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(download_artifacts(artifact_uri=model, dst_path=parent))
        for name in _ADDED_BY_MLFLOW:
            (folder / name).unlink(missing_ok=True)
        yield folder


def _carnet(*arguments: str) -> tuple[int, str]:
    try:
        done = subprocess.run(["carnet", *arguments], capture_output=True, text=True, check=False)
    except OSError as error:
        raise GateError(f"cannot run carnet: {error}") from error
    return done.returncode, done.stdout or done.stderr


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Asks for one model and prints the answer as JSON."""
    parser = argparse.ArgumentParser(description="May this MLflow model be deployed there, now?")
    parser.add_argument("model", help="folder with a file MLmodel, or an MLflow URI")
    parser.add_argument("--region")
    parser.add_argument("--cloud-region")
    parser.add_argument("--jurisdiction", action="append", default=[])
    parser.add_argument("--use-case")
    asked, options = parser.parse_known_args(arguments)
    try:
        answer = require_permit(
            asked.model,
            region=asked.region,
            cloud_region=asked.cloud_region,
            jurisdictions=asked.jurisdiction,
            use_case=asked.use_case,
            options=options,
        )
    except PermitDenied as denied:
        print(json.dumps(denied.decision))
        print(f"denied: {denied}", file=sys.stderr)
        return 1
    except GateError as error:
        print(f"carnet gate: {error}", file=sys.stderr)
        return error.exit_code
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
