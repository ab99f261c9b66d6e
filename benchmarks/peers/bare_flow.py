"""The peer of ``communique run``: a Prefect flow of as many tasks that do nothing, on Prefect's own embedded server."""

from prefect import flow, task


@task
def step(number: int) -> int:
    return number


@flow
def bare(tasks: int = 5) -> int:
    return sum(step(number) for number in range(tasks))


if __name__ == "__main__":
    bare()
