"""Official papers from a document model to PDF and DOCX. Pure."""
