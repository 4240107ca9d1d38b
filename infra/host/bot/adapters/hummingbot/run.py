"""Starts hummingbot with the configuration of its image and the files of its data volume.

hummingbot keeps its exchange credentials itself, encrypted under one password, in its folder conf; the credential of this
host is that password. It reaches hummingbot's own quick start as a variable that this process sets for itself: the unit's
environment and the process's arguments, which others could read, never hold it. Which strategy starts is said, as
hummingbot documents it, by the image's variables CONFIG_FILE_NAME and SCRIPT_CONFIG.
"""

import os
import pathlib
import runpy
import shutil
import sys

HOME = pathlib.Path("/home/hummingbot")
DATA = pathlib.Path("/var/lib/bulkhead-bot")
# Lies over hummingbot's own folder conf, which the data volume hides.
CONF = pathlib.Path("/opt/bulkhead/bot/conf")


def main():
    password = pathlib.Path(os.environ["CREDENTIALS_DIRECTORY"], "exchange").read_text(encoding="utf-8").rstrip("\n")
    start = HOME / "bin" / "hummingbot_quickstart.py"
    if not start.exists():
        print(f"{start} is missing: the artefact is no image of hummingbot", file=sys.stderr)
        return 78
    if CONF.exists():
        shutil.copytree(CONF, DATA, dirs_exist_ok=True)
    # The folders that hummingbot expects to find in conf, which its image has and the volume has not.
    for folder in ("connectors", "controllers", "scripts", "strategies"):
        (DATA / folder).mkdir(exist_ok=True)
    os.chdir(HOME)
    os.environ["CONFIG_PASSWORD"] = password
    sys.path[:0] = [str(HOME), str(HOME / "bin")]
    sys.argv = [str(start), "--headless"]
    runpy.run_path(str(start), run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main())
