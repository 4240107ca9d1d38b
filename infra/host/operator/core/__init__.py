"""What every exchange's calls share: requests over TLS, signatures, failures, records."""
