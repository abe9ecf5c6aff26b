"""What `milepost load` does with the files that it is given, without a server."""

import os

import pytest

NO_SERVER = {"MILEPOST_URL": "http://127.0.0.1:9", "MILEPOST_TOKEN": "none"}
LINE = b'{"id": "1"}\n'


@pytest.mark.parametrize("name", ["a.ndjson", "./a.ndjson", "symbolic", "hard"])
@pytest.mark.parametrize("read", ["a.ndjson", "a.series.json"])
def test_a_file_for_rejects_that_is_also_read_is_refused_and_kept(milepost, tmp_path, name, read):
    (tmp_path / read).write_bytes(LINE)
    if name == "symbolic":
        (tmp_path / name).symlink_to(read)
    if name == "hard":
        os.link(tmp_path / read, tmp_path / name)
    rejects = name.replace("a.ndjson", read)

    done = milepost("load", read, "--rejects", rejects, **NO_SERVER)

    shown = rejects.removeprefix("./")
    sentence = f"--rejects: {shown} is the same file as {read}, which would be lost. Choose another."
    assert (done.returncode, done.stderr.decode()) == (1, f"milepost: {sentence}\n")
    assert (tmp_path / read).read_bytes() == LINE


def test_files_without_lines_are_reported(milepost, tmp_path):
    (tmp_path / "empty.ndjson").write_bytes(b"")

    done = milepost("load", "empty.ndjson", **NO_SERVER)

    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"0 lines sent, because there are none.\n"
