"""`python -m audit`: all of it; exit status 1 if anything is wrong."""

from __future__ import annotations

import sys

from audit.demo_site import ROOT, demo_site
from audit.lighthouse import PERFECT, LighthouseError, is_possible, scores
from audit.pages import audit_pages
from audit.papers import audit_papers

REPRESENTATIVE = ("/sv/", "/sv/resultat/", "/sv/tavlingar/klash-2018-2020/unga-pa-studievagen/")


def main() -> int:
    """Run the audits and print what they find."""
    with demo_site() as (address, papers):
        wrong = audit_papers(papers)
        wrong += [str(fault) for fault in audit_pages(address, ROOT / "var" / "audit")]
        if is_possible():
            for path in REPRESENTATIVE:
                try:
                    found = scores(address + path)
                except LighthouseError:
                    wrong.append(f"{path}: Lighthouse gave no scores, twice; what it said stands above")
                    continue
                print(path, *(f"{name} {score}" for name, score in found.items()))
                wrong += [f"{path}: {name} {found[name]}" for name in PERFECT if found[name] < 100]
        else:
            print("Lighthouse was not run: it needs node (npx).")
    print(*wrong, sep="\n")
    print(f"{len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
