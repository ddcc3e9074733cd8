"""The ground floor: addresses and files in, records out. Imports nothing of `influence`."""
