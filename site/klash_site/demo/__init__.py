"""The real contest of 2018–2020 as data (`content/`), and its loader."""
