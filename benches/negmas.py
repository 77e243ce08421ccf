#!/usr/bin/env python3
"""How fast the laboratory plays what NegMAS plays, both measured in one run on the same domains.

    cargo build --release -p zopa && python3 benches/negmas.py

Writes domains of 3,072 outcomes as Genius XML, which both read. NegMAS's BoulwareTBNegotiator (t^4) meets its
LinearTBNegotiator (t) for 100 rounds, and so do our strategies of the same names, which have its tolerances too. First every
domain is compared: the agreement and the number of offers must be the same in all of them, or nothing is timed and the exit
code is 1. Then both are timed on one thread. Ours is a whole `zopa lab run`, from reading the files to rows on disk; NegMAS's
is making and running the mechanism, nothing written.

No two outcomes of a domain are worth the same to a party. Which of two equals NegMAS bids is left to an unstable sort: numpy
answers differently on another processor, so there would be nothing to agree with.

NegMAS is installed from PyPI into a virtual environment of its own, once.
"""

import argparse
import csv
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

# This file has the library's name, and must not be found in its place.
sys.path = [place for place in sys.path if pathlib.Path(place or ".").resolve() != pathlib.Path(__file__).resolve().parent]

NEGMAS = "0.16.0"
ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZES = [4, 4, 4, 4, 4, 3]  # 3,072 outcomes
ROUNDS = 100
MILLION = 1_000_000  # weights and evaluations are whole millionths


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zopa", type=pathlib.Path, default=ROOT / "target/release/zopa", help="the program to measure")
    parser.add_argument("--venv", type=pathlib.Path, default=ROOT / "target/negmas", help="where NegMAS is installed")
    parser.add_argument("--domains", type=int, default=20, help="how many domains are compared and timed")
    parser.add_argument("--ours", type=int, default=20_000, help="how often we play each domain")
    parser.add_argument("--theirs", type=int, default=20, help="how often NegMAS plays each domain")
    return parser.parse_args()


def installed(venv):
    """The virtual environment's Python, with NegMAS in it."""
    python = venv / "bin/python"
    check = [str(python), "-I", "-c", f"import negmas; assert negmas.__version__ == '{NEGMAS}'"]
    if not python.exists() or subprocess.run(check, capture_output=True).returncode:
        print(f"installing negmas {NEGMAS} into {venv}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", f"negmas=={NEGMAS}"], check=True)
    return python


def shares(rng, count, total):
    """So many positive whole numbers with this sum."""
    cuts = sorted(rng.sample(range(1, total), count - 1))
    return [high - low for low, high in zip([0] + cuts, cuts + [total])]


def domain(folder, number):
    """Writes a domain whose two profiles mean the same to everybody: evaluations up to 1, weights that sum to 1."""
    rng = random.Random(number)
    folder.mkdir()
    issues, profiles = [], [[], []]
    weights = [shares(rng, len(SIZES), MILLION) for _ in profiles]
    totals = [[0], [0]]
    for profile, of in zip(profiles, weights):
        profile += [f'<weight index="{i}" value="{w / MILLION}"/>' for i, w in enumerate(of, 1)]
    for index, size in enumerate(SIZES, 1):
        head = f'<issue etype="discrete" index="{index}" name="issue{index}" type="discrete" vtype="discrete">'
        issues.append(head + "".join(f'<item index="{v + 1}" value="v{v}"/>' for v in range(size)) + "</issue>")
        for side, profile in enumerate(profiles):
            worths = [rng.randrange(MILLION) for _ in range(size)]
            worths[rng.randrange(size)] = MILLION
            totals[side] = [total + weights[side][index - 1] * worth for total in totals[side] for worth in worths]
            items = [f'<item evaluation="{w / MILLION}" index="{v + 1}" value="v{v}"/>' for v, w in enumerate(worths)]
            profile.append(head + "".join(items) + "</issue>")
    assert all(len(set(of)) == len(of) for of in totals), f"{folder.name} has outcomes worth the same"
    objective = '<objective etype="objective" index="0" name="any" type="objective">'
    template = f'<negotiation_template><utility_space number_of_issues="{len(SIZES)}">{objective}'
    (folder / f"{folder.name}.xml").write_text(
        f"{template}{''.join(issues)}</objective></utility_space></negotiation_template>\n"
    )
    for name, profile in zip("ab", profiles):
        (folder / f"profile-{name}.xml").write_text(
            f'<utility_space number_of_issues="{len(SIZES)}" type="any">{objective}{"".join(profile)}</objective>'
            '<discount_factor value="1"/><reservation value="0.2"/></utility_space>\n'
        )


def played_by_us(zopa, folder, names, replicates):
    """What we come to in each domain (outcome, offers), and how many seconds that took."""
    experiment = folder / f"same-{replicates}.ron"
    files = ", ".join(f'"{name}"' for name in names)
    experiment.write_text(
        f'Experiment(schema: 1, id: "same", title: "The same", seed: 1, scenarios: [Files([{files}])], '
        'candidates: [(play: "negmas-boulware")], opponents: [(play: "negmas-linear")], '
        f"rounds: {ROUNDS}, replicates: {replicates}, scope: Suite, seats: First, metrics: [Utility])\n"
    )
    out = folder / f"rows-{replicates}"
    run = [zopa, "lab", "run", experiment, "--out", out, "--threads", "1", "--format", "csv"]
    begun = time.perf_counter()
    subprocess.run(list(map(str, run)), check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - begun
    ends, rows = {}, 0
    for part in sorted((out / "parts").glob("*.csv")):
        with part.open(newline="") as file:
            for row in csv.DictReader(file):
                outcome = int(row["outcome"]) if row["outcome"] else None
                # A turn that accepts makes no offer.
                offers = int(row["turns"]) - (outcome is not None)
                ends.setdefault(names[int(row["scenario"])], set()).add((outcome, offers))
                rows += 1
    assert rows == replicates * len(names), f"{rows} rows"
    assert all(len(of) == 1 for of in ends.values()), "the same negotiation ended in different ways"
    return {name: of.pop() for name, of in ends.items()}, seconds


def played_by_negmas(folder, names, replicates):
    """What NegMAS comes to in each domain (outcome, offers), and how many seconds that took."""
    from negmas import BoulwareTBNegotiator, LinearTBNegotiator, SAOMechanism, load_genius_domain_from_folder

    ends, seconds = {}, 0.0
    for name in names:
        scenario = load_genius_domain_from_folder(folder / name)
        begun = time.perf_counter()
        for _ in range(replicates):
            mechanism = SAOMechanism(outcome_space=scenario.outcome_space, n_steps=ROUNDS)
            for negotiator, ufun in zip((BoulwareTBNegotiator(), LinearTBNegotiator()), scenario.ufuns):
                mechanism.add(negotiator, ufun=ufun)
            state = mechanism.run()
        seconds += time.perf_counter() - begun
        rank = None
        if state.agreement is not None:
            rank = 0
            for value, size in zip(state.agreement, SIZES):
                rank = rank * size + int(value[1:])
        ends[name] = (rank, len(mechanism.trace))
    return ends, seconds


def main():
    args = arguments()
    python = installed(args.venv)
    if pathlib.Path(sys.prefix).resolve() != args.venv.resolve():
        os.execv(python, [str(python), *sys.argv])
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        names = [f"domain{number}" for number in range(args.domains)]
        for number, name in enumerate(names):
            domain(folder / name, number)
        once, _ = played_by_us(args.zopa, folder, names, 1)
        reference, _ = played_by_negmas(folder, names, 1)
        others = [name for name in names if once[name] != reference[name]]
        for name in others:
            print(f"{name}: we come to {once[name]}, NegMAS to {reference[name]} (outcome, offers)")
        if others:
            print(f"{len(others)} of {args.domains} domains differ: nothing is timed")
            return 1
        deals = sum(end[0] is not None for end in once.values())
        print(
            f"{len(names)} domains of 3,072 outcomes, {ROUNDS} rounds, boulware against linear: "
            f"the same {deals} agreements after as many offers, none differs"
        )
        # NegMAS before and after: where those two differ, the machine was busy.
        _, before = played_by_negmas(folder, names, args.theirs)
        ends, ours = played_by_us(args.zopa, folder, names, args.ours)
        again, after = played_by_negmas(folder, names, args.theirs)
        assert ends == once and again == reference, "a timed run ended otherwise"
        our_rate = args.ours * len(names) / ours
        rates = [args.theirs * len(names) / seconds for seconds in (before, after)]
        their_rate = sum(rates) / 2
        offers = sum(end[1] for end in once.values()) / len(names)
        print(f"NegMAS {NEGMAS}   {their_rate:12.1f} negotiations/s   of {offers:.0f} offers on average")
        print(f"zopa lab run    {our_rate:12.1f} negotiations/s   reading, playing and writing {args.ours * len(names)} rows")
        print(f"ratio           {our_rate / their_rate:12.0f}")
        drift = abs(rates[0] - rates[1]) / min(rates)
        if drift > 0.2:
            print(f"NegMAS's rate moved by {100 * drift:.0f} % meanwhile: the machine is busy, take the ratio for an order of magnitude")
    return 0


if __name__ == "__main__":
    sys.exit(main())
