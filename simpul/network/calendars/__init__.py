"""Calendars of whoever answers by appointment: hours, days off, free slots, bookings.

A booking is a claim on somebody's time and belongs to no journal; that a request has an appointment is an entry
(`request.moved`) like every other step. Both are written in one transaction.
"""
