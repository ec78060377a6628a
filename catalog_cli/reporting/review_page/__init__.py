"""The review page: one HTML file in which a person reads, corrects and judges translations, without any network."""
