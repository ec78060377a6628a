"""Findings written for whoever reads them: a person, a program, and the services that run checks.

reported    one finding with the unit it is about
tally       how many there are of which kind, in bounded memory, and lines for a person
github      annotations of GitHub Actions
sarif       SARIF 2.1.0, for code scanning
junit       JUnit XML, for test reports
"""
