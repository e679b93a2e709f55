"""Prints the JSON Schema of an assessment, to be published after the vocabulary has grown.

python -m tocsin.brief.publish_schema > docs/schema/assessment.json
"""

from tocsin.brief.json_form import schema_text

if __name__ == "__main__":
    print(schema_text(), end="")
