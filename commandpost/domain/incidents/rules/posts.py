"""Finds the post that the plan means: the head of the department concerned, who commands, who speaks outside (R2)."""

from __future__ import annotations

from commandpost.plan.reader import Plan

HEAD_OF_INCIDENT_DEPARTMENT = "head_of_incident_department"
DUTY_OFFICER = "duty_officer"
INFORMATION = "information"


def resolve(plan: Plan, post: str | None, department: str | None) -> str | None:
    """Give the post; the head of the incident's department is looked up, and stays so called while none is named."""
    if post == HEAD_OF_INCIDENT_DEPARTMENT and department is not None:
        return next((found.code for found in plan.posts.values() if found.department == department), post)
    return post


def commander_post(plan: Plan, level: str, department: str | None) -> str:
    """Give the post that commands at a level."""
    post = plan.levels[level].commander_post
    return resolve(plan, post, department) or post


def spokes_post(plan: Plan) -> str:
    """Give the post whose group keeps contact with superiors and government (R2.2), else the duty officer."""
    group = plan.groups.get(INFORMATION)
    return group.head_post if group is not None else DUTY_OFFICER
