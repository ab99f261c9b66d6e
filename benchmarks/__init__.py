"""The figures of the README: ``python -m benchmarks [words of row names …]`` measures them again on this machine."""
