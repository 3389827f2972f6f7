"""What every Django room stands on and that knows no award: ledger, files, jobs, numbers, screens' parts."""
