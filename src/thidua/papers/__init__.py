"""Official papers from a document model to PDF and DOCX. Pure.

model       the document: frozen values, all others build or read it
decision, submission, minutes, extract   what each paper says (people: recipients and their lists)
pdf, docx   `to_pdf`, `to_docx`: the layout of Nghị định 30/2020/NĐ-CP
lint        what a document breaks of that decree, in Vietnamese
qr          codes for printed papers and public pages
layout, flow, wording, metrics, clean, wordml   shared by the writers
"""
