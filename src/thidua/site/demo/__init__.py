"""The demo province: real units of Đắk Nông in 2021, invented people marked as sample."""
