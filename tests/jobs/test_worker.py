"""Workers that are killed, and servers that are wiped and restarted: every job ends once."""

import asyncio
import random
import re
import signal

from redis.asyncio import Redis

from cli.supervision import STOP_SECONDS

STEPS = 3
RUNNING = "SELECT count(*) FROM job WHERE state = 'RUNNING'"


def all_steps(subject_ids):
    return [(subject_id, step) for subject_id in subject_ids for step in range(STEPS)]


async def test_jobs_are_done(site):
    site.start_worker()
    await site.add(1, "count", *range(12))

    await site.all_done()

    assert await site.effects() == all_steps(range(12))


async def test_jobs_added_while_no_worker_and_no_valkey_ran_are_done(site):
    site.stop("valkey")
    await site.add(1, "count", 1, 2)
    site.start("valkey")
    site.start_worker()

    await site.all_done()

    assert await site.effects() == all_steps([1, 2])


async def test_two_workers_on_one_queue_do_each_job_once(site):
    for _ in range(2):
        site.start_worker()
    await site.add(1, "count", *range(20))
    await site.add(2, "count", *range(20, 40))

    await site.all_done()

    assert await site.effects() == all_steps(range(40))


async def test_the_job_of_a_killed_worker_is_retried_within_15_seconds(site):
    killed = site.start_worker(step_seconds=60)
    await site.add(1, "count", 1)
    await site.until(RUNNING, expected=1)
    killed.kill()

    site.start_worker()
    seconds = await site.until("SELECT attempt FROM job", expected=2)
    await site.all_done()

    assert seconds < 15
    assert await site.effects() == all_steps([1])


async def test_a_stopping_worker_returns_its_jobs_immediately(site):
    stopped = site.start_worker(step_seconds=60)
    await site.add(1, "count", 1)
    await site.until(RUNNING, expected=1)

    stopped.send_signal(signal.SIGTERM)
    status = stopped.wait(60)
    given_back = await site.fetch("SELECT state::text, failures FROM job")
    site.start_worker()
    await site.all_done()

    assert status == 0
    assert given_back == [("QUEUED", 0)]
    assert await site.effects() == all_steps([1])
    assert "Traceback" not in site.said


async def test_a_worker_ends_while_the_database_is_frozen_and_its_jobs_are_taken_up_again(site):
    stopped = site.start_worker(step_seconds=1)
    await site.add(1, "count", 1, 2, 3)
    await site.until(RUNNING, expected=3)
    with site.frozen_database():
        await asyncio.sleep(3)  # by now every part of the worker waits for the database
        stopped.terminate()
        assert await asyncio.to_thread(stopped.wait, STOP_SECONDS) == 0
    site.start_worker()

    await site.all_done()

    assert await site.effects() == all_steps([1, 2, 3])


async def test_a_worker_that_hung_and_resumes_changes_nothing(site):
    hung = site.start_worker(step_seconds=3)
    await site.add(1, "count", 1)
    await site.until(RUNNING, expected=1)
    hung.send_signal(signal.SIGSTOP)

    site.start_worker()
    await site.all_done()
    hung.send_signal(signal.SIGCONT)
    await site.await_words(r"lease\.lost")

    assert await site.effects() == all_steps([1])


async def test_a_wiped_valkey_loses_nothing(site):
    site.start_worker()
    await site.add(1, "count", *range(10))
    async with Redis.from_url(site.settings.redis_url) as valkey:
        for _ in range(5):
            await asyncio.sleep(0.2)
            await valkey.flushall()

    await site.all_done()

    assert await site.effects() == all_steps(range(10))


async def test_a_restarted_valkey_loses_nothing(site):
    worker = site.start_worker(step_seconds=0.5)
    await site.add(1, "count", *range(8))
    await site.until(RUNNING, expected=3)
    site.stop("valkey")
    await site.await_words(r"worker\.interrupted")
    site.start("valkey")

    await site.all_done()

    assert await site.effects() == all_steps(range(8))
    assert worker.poll() is None


async def test_a_restarted_postgresql_loses_nothing(site):
    worker = site.start_worker(step_seconds=0.5)
    await site.add(1, "count", *range(8))
    await site.until(RUNNING, expected=3)
    site.stop("postgres")
    await site.await_words(r"worker\.interrupted")
    site.start("postgres")

    await site.all_done()

    assert await site.effects() == all_steps(range(8))
    assert worker.poll() is None


async def test_a_job_that_failed_during_an_outage_does_not_wait_for_its_lease(site):
    site.start_worker(step_seconds=0.5)
    await site.add(1, "count", 1)
    await site.until(RUNNING, expected=1)
    site.stop("postgres")
    await site.await_words(r"attempt\.failed")
    site.start("postgres")

    await site.all_done()

    assert await site.effects() == all_steps([1])
    assert "lease.expired" not in site.said


async def test_under_random_faults_every_job_ends_once(site):
    chance = random.Random(7)
    workers = [site.start_worker() for _ in range(2)]
    for workspace_id in range(3):
        await site.add(workspace_id, "count", *range(workspace_id * 20, workspace_id * 20 + 20))
    async with Redis.from_url(site.settings.redis_url) as valkey:
        for number in range(3):
            await asyncio.sleep(chance.uniform(0.2, 1))
            workers[number % 2].kill()
            workers[number % 2] = site.start_worker()
            await valkey.flushall()

    await site.all_done()

    assert await site.effects() == all_steps(range(60))


async def test_a_job_that_keeps_failing_ends_with_a_reason_and_logs_the_details(site):
    site.start_worker()
    await site.add(1, "fail", 7)
    for failures in range(1, 5):
        await site.until("SELECT failures FROM job", expected=failures)
        await site.fetch("UPDATE job SET run_at = now()")  # skips the pauses

    await site.until("SELECT state::text FROM job", expected="FAILED")

    reason = "The job failed repeatedly: an internal error. The worker's log has the details under job 1."
    assert await site.fetch("SELECT * FROM failed") == [(1, 7, reason)]
    assert await site.fetch("SELECT error, attempt FROM job") == [(reason, 5)]
    assert re.search(r"Traceback|line \d+, in ", site.said)
    assert "builtins.ValueError" in site.said
    assert "ValueError: an internal error" not in site.said  # a message may quote personal data


async def test_a_permanent_failure_ends_the_job_with_its_message(site):
    site.start_worker()
    await site.add(1, "refuse", 7)

    await site.until("SELECT state::text FROM job", expected="FAILED")

    assert await site.fetch("SELECT * FROM failed") == [(1, 7, "This job cannot be done.")]


async def test_a_job_whose_lease_keeps_expiring_ends_as_failed(site):
    site.start_worker()
    await site.add(1, "none", 1)
    await site.await_words(r"job\.deferred")
    await site.fetch("UPDATE job SET kind = 'count', state = 'RUNNING', failures = 4, lease_until = now()")

    await site.until("SELECT state::text FROM job", expected="FAILED")

    assert await site.fetch("SELECT reason FROM failed") == [("The worker ended repeatedly before the job was done.",)]


async def test_jobs_of_one_workspace_do_not_delay_those_of_another(site):
    await site.add(1, "count", *range(100))
    await site.add(2, "count", 100)
    site.start_worker(step_seconds=0.2)

    await site.until("SELECT state::text FROM job WHERE workspace_id = 2", expected="DONE")

    # At most two rounds of three jobs come before it: the running ones, and those already queued.
    ahead = await site.fetch("SELECT count(*) FROM job WHERE workspace_id = 1 AND state = 'DONE'")
    most = await site.fetch("SELECT count(*) FROM job WHERE workspace_id = 1 AND state = 'RUNNING'")
    assert ahead[0][0] <= 9
    assert most[0][0] <= 3
