"""What is asked, once: elements, forms, the one-table merge. Pure; may ask rule_engine."""
