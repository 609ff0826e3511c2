"""`python -m eval.public_datasets FOLDER`.

Runs the real sets below a folder of data, and prints their table.
"""

from eval.cli.real_sets import app

if __name__ == "__main__":
    app(prog_name="python -m eval.public_datasets")
