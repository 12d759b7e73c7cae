"""`python -m whence` is the `whence` command."""

from whence.serve.cli import main

if __name__ == "__main__":
    main(name="python -m whence")
