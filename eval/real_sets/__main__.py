"""`python -m eval.real_sets FOLDER`: runs the real sets below a folder of data, and prints their table."""

from eval.terminal.real_sets import app

if __name__ == "__main__":
    app(prog_name="python -m eval.real_sets")
