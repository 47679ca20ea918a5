"""Compiles the part of the finder that is written in C, when the desk is installed or its wheel is built.

The machine's compiler does it, or the one that CC names; where there is none, one that comes as a Python package. A
wheel may go to other machines: with AGENTDESK_PORTABLE set the package does it, for any machine of the kind.
"""

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "ziglang>=0.15,<1"
FOLDER = Path("agentdesk", "rules", "native")
LIBRARY = "_finder.dll" if sys.platform == "win32" else "_finder.so"
FLAGS = ("-std=c11", "-O2", "-shared", "-fPIC", "-fvisibility=hidden")


class Compile(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled finder beside its sources, and into the wheel."""

    def dependencies(self) -> list[str]:
        """What is needed beside what `pyproject.toml` asks for."""
        return [] if own_compiler() else [PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; `version` is that of the wheel, standard or editable."""
        folder = Path(self.root, FOLDER)
        sources = sorted(map(str, folder.glob("*.c")))
        command = [*(own_compiler() or packaged_compiler()), *FLAGS, *sources, "-o", str(folder / LIBRARY)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"The finder could not be compiled: {shlex.join(command)}\n{done.stdout}{done.stderr}")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform()}"
        build_data["force_include"][str(folder / LIBRARY)] = str(FOLDER / LIBRARY)


def own_compiler() -> list[str]:
    """The machine's compiler, as a command; empty where there is none, or it is not to be used."""
    if os.environ.get("AGENTDESK_PORTABLE"):
        return []
    named = shlex.split(os.environ.get("CC", ""))
    found = shutil.which(named[0] if named else "cc")
    return [found, *named[1:]] if found else []


def packaged_compiler() -> list[str]:
    """The compiler of the package; its code runs on any machine of this kind."""
    return [sys.executable, "-m", "ziglang", "cc", "-mcpu=baseline", "-fno-sanitize=undefined"]


def platform() -> str:
    """For which machines the library is, as a wheel names them."""
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
