"""Speed, measured as ratios to a floor taken in the same run. `make bench` prints it; no test asserts it."""
